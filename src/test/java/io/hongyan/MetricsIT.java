package io.hongyan;

import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
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
        String conversation = Chats.direct(alice, bob).text("/id");
        double before = server.metric("hongyan_message_acknowledgement_seconds_count");
        Chats.say(alice, conversation).expect(201);
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.ask(Chats.frame("conversationId", conversation, "counted"));
        }

        assertThat(server.metric("hongyan_message_acknowledgement_seconds_count"))
                .isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void bothLatenciesAreHistograms() {
        String conversation = Chats.direct(alice, bob).text("/id");
        for (String name : List.of("hongyan_message_acknowledgement_seconds", "hongyan_gateway_delivery_seconds")) {
            double before = server.metric(name + "_bucket{le=\"+Inf\"}");
            try (TestSocket from = TestSocket.connect(server, alice);
                    TestSocket to = TestSocket.connect(server, bob)) {
                from.ask(Chats.frame("conversationId", conversation, name));
                to.entry(name, entry -> entry.at("/body/text").asText().equals(name));
            }

            await().untilAsserted(() ->
                    assertThat(server.metric(name + "_bucket{le=\"+Inf\"}")).isGreaterThanOrEqualTo(before + 1));
            assertThat(server.metrics().filter(line -> line.startsWith(name + "_bucket{le=\"0.")))
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void rejectionsAreCountedByDoorAndCode() {
        String http = "hongyan_rejections_total{code=\"notFound\",door=\"http\"}";
        String socket = "hongyan_rejections_total{code=\"invalid\",door=\"socket\"}";
        double httpBefore = server.metric(http);
        double socketBefore = server.metric(socket);

        alice.rest().get("/v1/nowhere").expect(404);
        try (TestSocket dancer = TestSocket.connect(server, alice)) {
            dancer.ask(Map.of("t", "dance"));
        }

        assertThat(server.metric(http)).isGreaterThanOrEqualTo(httpBefore + 1);
        assertThat(server.metric(socket)).isGreaterThanOrEqualTo(socketBefore + 1);
    }

    @Test
    void whatTheLogHasStillToDoIsThere() {
        assertThat(server.metrics())
                .anyMatch(line -> line.startsWith("hongyan_streams_lag{application=\"hongyan-conversation\"} "))
                .anyMatch(line -> line.startsWith("hongyan_streams_lag{application=\"hongyan-mailbox\"} "))
                .anyMatch(line -> line.startsWith("hongyan_log_shed_total "));
        await().untilAsserted(
                        () -> assertThat(server.metric("hongyan_log_waiting")).isZero());
    }

    @Test
    void openSocketsAreCounted() {
        System.gc(); // What is measured must not depend on what else keeps it.
        try (TestSocket socket = TestSocket.connect(server, bob)) {
            assertThat(socket.isOpen()).isTrue();
            assertThat(server.metric("hongyan_gateway_sockets")).isGreaterThanOrEqualTo(1);
        }
    }
}
