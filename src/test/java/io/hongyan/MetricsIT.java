package io.hongyan;

import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What operators read at `/metrics` of the real server.
final class MetricsIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");

    @Test
    void sendsAreTimedThroughEveryDoor() {
        String conversation = alice.rest()
                .post("/v1/conversations", Map.of("kind", "direct", "userId", bob.id()))
                .text("/id");
        double before = value("hongyan_message_acknowledgement_seconds_count");
        Map<String, Object> body = Map.of("kind", "text", "body", Map.of("text", "counted"));

        alice.rest()
                .post("/v1/conversations/" + conversation + "/messages", with(body, Map.of("clientId", clientId())))
                .expect(201);
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.ask(with(body, Map.of("t", "send", "conversationId", conversation, "clientId", clientId())));
        }

        assertThat(value("hongyan_message_acknowledgement_seconds_count")).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void bothLatenciesAreHistograms() {
        String conversation = alice.rest()
                .post("/v1/conversations", Map.of("kind", "direct", "userId", bob.id()))
                .text("/id");
        for (String name : List.of("hongyan_message_acknowledgement_seconds", "hongyan_gateway_delivery_seconds")) {
            double before = value(name + "_bucket{le=\"+Inf\"}");
            try (TestSocket from = TestSocket.connect(server, alice);
                    TestSocket to = TestSocket.connect(server, bob)) {
                from.ask(Map.of(
                        "t",
                        "send",
                        "conversationId",
                        conversation,
                        "clientId",
                        clientId(),
                        "kind",
                        "text",
                        "body",
                        Map.of("text", name)));
                to.entry(name, entry -> entry.at("/body/text").asText().equals(name));
            }

            await().untilAsserted(() ->
                    assertThat(value(name + "_bucket{le=\"+Inf\"}")).isGreaterThanOrEqualTo(before + 1));
            assertThat(lines().stream().filter(line -> line.startsWith(name + "_bucket{le=\"0.")))
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void rejectionsAreCountedByDoorAndCode() {
        String http = "hongyan_rejections_total{code=\"notFound\",door=\"http\"}";
        String socket = "hongyan_rejections_total{code=\"invalid\",door=\"socket\"}";
        double httpBefore = value(http);
        double socketBefore = value(socket);

        alice.rest().get("/v1/nowhere").expect(404);
        try (TestSocket dancer = TestSocket.connect(server, alice)) {
            dancer.ask(Map.of("t", "dance"));
        }

        assertThat(value(http)).isGreaterThanOrEqualTo(httpBefore + 1);
        assertThat(value(socket)).isGreaterThanOrEqualTo(socketBefore + 1);
    }

    @Test
    void whatTheLogHasStillToDoIsThere() {
        assertThat(lines())
                .anyMatch(line -> line.startsWith("hongyan_streams_lag{application=\"hongyan-conversation\"} "))
                .anyMatch(line -> line.startsWith("hongyan_streams_lag{application=\"hongyan-mailbox\"} "))
                .anyMatch(line -> line.startsWith("hongyan_log_shed_total "));
        await().untilAsserted(() -> assertThat(value("hongyan_log_waiting")).isZero());
    }

    @Test
    void openSocketsAreCounted() {
        System.gc(); // What is measured must not depend on what else keeps it.
        try (TestSocket socket = TestSocket.connect(server, bob)) {
            assertThat(socket.isOpen()).isTrue();
            assertThat(value("hongyan_gateway_sockets")).isGreaterThanOrEqualTo(1);
        }
    }

    private static Map<String, Object> with(Map<String, Object> body, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(body);
        all.putAll(more);
        return all;
    }

    private static String clientId() {
        return UUID.randomUUID().toString();
    }

    /// The value of a metric, by its name with its tags; 0 where it isn't there.
    private double value(String name) {
        return lines().stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private List<String> lines() {
        return server.admin().get("/metrics").body().lines().toList();
    }
}
