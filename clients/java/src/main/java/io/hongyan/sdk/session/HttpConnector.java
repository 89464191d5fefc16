package io.hongyan.sdk.session;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sockets of the JDK's own client. The next frame is read when the one before was handled and the application keeps
/// up.
public final class HttpConnector implements Connector {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ABNORMAL = 1006;

    /// Above what a server's frame may have.
    private static final int MAX_CHARS = 2 << 20;

    private final HttpClient http;
    private final URI address;
    private final Loop loop;
    private final Deliveries deliveries;

    /// `server` is an address such as `http://localhost:8080`.
    public HttpConnector(HttpClient http, URI server, Loop loop, Deliveries deliveries) {
        this.http = http;
        this.address = URI.create(server.resolve("/v1/ws").toString().replaceFirst("^http", "ws"));
        this.loop = loop;
        this.deliveries = deliveries;
    }

    @Override
    public void connect(Receiver receiver) {
        http.newWebSocketBuilder()
                .subprotocols("hongyan.v1")
                .connectTimeout(PATIENCE)
                .buildAsync(address, new Listener(receiver))
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        closed(receiver, ABNORMAL, "no socket to " + address);
                    }
                });
    }

    private void closed(Receiver receiver, int code, String reason) {
        loop.execute(() -> receiver.closed(code, reason));
    }

    private final class Listener implements WebSocket.Listener {

        private final Receiver receiver;
        private final StringBuilder text = new StringBuilder();

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onOpen(WebSocket socket) {
            loop.execute(() -> receiver.opened(new SocketLine(socket, receiver)));
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (text.length() > MAX_CHARS) {
                socket.abort();
                closed(receiver, ABNORMAL, "a frame is too big");
            } else if (last) {
                String frame = text.toString();
                text.setLength(0);
                loop.execute(() -> {
                    receiver.received(frame);
                    deliveries.whenRoom(() -> socket.request(1));
                });
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            loop.execute(receiver::heard);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed(receiver, code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            closed(receiver, ABNORMAL, "the socket broke");
        }
    }

    /// Writes one frame after the other, as the JDK's socket demands. On the loop only.
    private final class SocketLine implements Line {

        private static final int CLOSE_PATIENCE_SECONDS = 2;

        private final WebSocket socket;
        private final Receiver receiver;
        private CompletableFuture<WebSocket> written;

        SocketLine(WebSocket socket, Receiver receiver) {
            this.socket = socket;
            this.receiver = receiver;
            this.written = CompletableFuture.completedFuture(socket);
        }

        @Override
        public void send(String text) {
            written = written.thenCompose(open -> open.sendText(text, true));
            written.whenComplete((sent, failure) -> {
                if (failure != null) {
                    socket.abort();
                    closed(receiver, ABNORMAL, "the socket broke");
                }
            });
        }

        @Override
        public void close() {
            written.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .orTimeout(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((sent, failure) -> socket.abort());
        }

        @Override
        public void abort() {
            socket.abort();
        }
    }
}
