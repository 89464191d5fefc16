package io.hongyan.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hongyan.infra.Json;
import io.hongyan.testing.TestUser;
import io.hongyan.testing.Totals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A webhook that keeps what it is sent, and answers as it is told.
final class WebhookReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = Json.mapper();

    /// Of how many a notification tells at most.
    private static final int MAX_CONVERSATIONS = 20;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    /// One request.
    record Received(String id, String signature, byte[] body, JsonNode json, int answered) {}

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/push", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode json = JSON.readTree(body);
        Totals totals = Totals.of(json.at("/userId").asText());
        totals.answered(json, json.path("conversations").size() < MAX_CONVERSATIONS, 0);
        totals.shown(json);
        int answer = answers.getOrDefault(json.at("/userId").asText(), 204);
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("Hongyan-Notification"),
                exchange.getRequestHeaders().getFirst("Hongyan-Signature"),
                body,
                json,
                answer));
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/push";
    }

    /// What notifications of a user are answered from now on.
    void answer(TestUser user, int status) {
        answers.put(user.id().toString(), status);
    }

    /// What came for a user so far.
    List<Received> of(TestUser user) {
        return received.stream()
                .filter(one ->
                        one.json().at("/userId").asText().equals(user.id().toString()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
