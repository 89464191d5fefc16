package io.hongyan.bench.load;

import com.sun.net.httpserver.HttpServer;
import io.hongyan.client.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A server that knows one answer, whatever it is asked.
final class UnreadAnswers implements AutoCloseable {

    private final HttpServer server;
    private final AtomicReference<String> answer = new AtomicReference<>("{}");

    UnreadAnswers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    Api api() {
        return Api.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /// So many in the conversation, and so many in all.
    void unread(String conversation, long count, long total) {
        answer.set("{\"total\":{\"unread\":%d},\"conversations\":[{\"id\":\"%s\",\"unread\":%d}]}"
                .formatted(total, conversation, count));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
