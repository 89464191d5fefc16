package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Chats;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.hongyan.gateway.SocketTalk.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A device that is only told where conversations stand.
final class NotifyIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final String group = Chats.group(bob, "notify", alice).expect(201).text("/id");

    /// Whoever connects before the group has reached their mailbox is told its head with it.
    @BeforeEach
    void aliceHasTheGroup() {
        await().until(() -> alice.rest().get("/v1/conversations/" + group).status() == 200);
    }

    @Test
    void isToldHeadsAndPullsTheRest() {
        SyncClient pulled = new SyncClient(alice);
        try (TestSocket socket = open(alice)) {
            pulled.take(socket.ask(Map.of("t", "sync")));
            for (int i = 0; i < 50; i++) {
                say("message " + i);
            }

            await().untilAsserted(() -> assertThat(head(socket)).isEqualTo(51));
            assertThat(socket.entries()).isEmpty();
            // Heads are told before mailboxes have them.
            socket.frame(
                    "the count of all messages",
                    frame -> frame.path("t").asText().equals("unread")
                            && frame.at("/total/unread").asLong() == 50);
            server.awaitInbox(alice);
            pulled.take(socket.ask(Map.of("t", "sync", "cursor", pulled.cursor())));
            assertThat(pulled.entries(group)).hasSize(51).containsKey(51L);
            assertThat(pulled.fetches()).isZero();
        }
    }

    /// The cursor that comes with counts covers what was told as heads, so it may be stored once that was pulled.
    @Test
    void itsCursorsCoverWhatWasToldAsHeads() {
        SyncClient pulled = new SyncClient(alice);
        try (TestSocket socket = open(alice)) {
            pulled.take(socket.ask(Map.of("t", "sync")));
            say("message");

            JsonNode unread = socket.frame(
                    "the count of the message",
                    frame -> frame.path("t").asText().equals("unread")
                            && frame.at("/total/unread").asLong() == 1);

            assertThat(head(socket)).isEqualTo(2);
            String cursor = unread.path("cursor").asText();
            assertThat(cursor).isNotEqualTo(pulled.cursor());
            JsonNode nothing =
                    alice.rest().get("/v1/sync?cursor=" + cursor).expect(200).json();
            assertThat(nothing.path("entries")).isEmpty();
            assertThat(nothing.path("reset").asBoolean()).isFalse();
        }
    }

    @Test
    void itsOwnMessagesAreNotToldToIt() {
        try (TestSocket socket = open(alice);
                TestSocket other = open(server.device(alice))) {
            JsonNode sent = socket.ask(send(group, "mine"));

            assertThat(sent.path("seq").asLong()).isEqualTo(2);
            await().untilAsserted(() -> assertThat(head(other)).isEqualTo(2));
            assertThat(head(socket)).isZero();
        }
    }

    private TestSocket open(TestUser user) {
        TestSocket socket = TestSocket.open(server.address());
        JsonNode welcome = socket.ask(Map.of("t", "hello", "token", user.token(), "push", "notify"));
        assertThat(welcome.path("t").asText()).isEqualTo("welcome");
        return socket;
    }

    /// Where the socket was last told that the group is; 0 where it wasn't.
    private long head(TestSocket socket) {
        return socket.frames().stream()
                .flatMap(frame -> frame.path("heads").valueStream())
                .filter(head -> head.path("conversationId").asText().equals(group))
                .mapToLong(head -> head.path("seq").asLong())
                .max()
                .orElse(0);
    }

    private void say(String text) {
        bob.rest()
                .post(
                        "/v1/conversations/" + group + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", text)))
                .expect(201);
    }
}
