package io.hongyan.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Recalling, whoever pays for the fan-out.
final class RecallIT {

    private final TestServer server = TestServer.shared();
    private final TestUser owner = server.user("owner");
    private final TestUser sender = server.user("sender");
    private final TestUser reader = server.user("reader");

    @ParameterizedTest
    @ValueSource(strings = {"write", "read"})
    void aRecalledMessageIsGoneForEverybody(String mode) {
        String group = group(mode);
        long first = send(group, "a slip", List.of("all"));
        send(group, "meant", List.of());
        awaitUnread(group, 2, 1);

        try (TestSocket socket = TestSocket.connect(server, reader)) {
            Answer done = recall(sender, group, first).expect(200);
            JsonNode pushed = socket.entry(
                    "the recall", entry -> entry.at("/type").asText().equals("recall"));

            assertThat(done.json().at("/target").asLong()).isEqualTo(first);
            assertThat(done.json().at("/duplicate").asBoolean(true)).isFalse();
            assertThat(pushed.at("/target").asLong()).isEqualTo(first);
            assertThat(pushed.at("/seq")).isEqualTo(done.json().at("/seq"));
            socket.frame(
                    "counts without it",
                    frame -> frame.at("/conversations/0/unread").asLong(-1) == 1
                            && frame.at("/conversations/0/mentions").asLong(-1) == 0);
        }
        awaitUnread(group, 1, 0);
        JsonNode message = reader.rest()
                .get(path(group) + "/entries?after=" + (first - 1) + "&limit=1")
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(message.at("/recalled").asBoolean()).isTrue();
        assertThat(message.has("body")).isFalse();
        assertThat(message.has("mentions")).isFalse();
        assertThat(message.at("/senderId").asText()).isEqualTo(sender.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "read"})
    void recallingAgainIsAnsweredTheSame(String mode) {
        String group = group(mode);
        long seq = send(group, "a slip", List.of());

        JsonNode first = recall(sender, group, seq).expect(200).json();
        JsonNode again = recall(owner, group, seq).expect(200).json();

        assertThat(again.at("/seq")).isEqualTo(first.at("/seq"));
        assertThat(again.at("/at")).isEqualTo(first.at("/at"));
        assertThat(again.at("/duplicate").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "read"})
    void onlyItsSenderAndWhoRunsTheGroupMay(String mode) {
        String group = group(mode);
        long seq = send(group, "said", List.of());

        assertThat(recall(reader, group, seq).status()).isEqualTo(403);
        assertThat(recall(server.user("stranger"), group, seq).status()).isEqualTo(404);
        assertThat(recall(owner, group, seq + 1_000).status()).isEqualTo(404);
        assertThat(recall(owner, group, 1).status()).isEqualTo(404);
        recall(owner, group, seq).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "read"})
    void aSocketRecallsInTheOrderOfItsSends(String mode) {
        String group = group(mode);
        try (TestSocket socket = TestSocket.connect(server, sender)) {
            long seq =
                    socket.ask(message(group, "a slip", List.of())).at("/seq").asLong();

            JsonNode answer = socket.ask(Map.of("t", "recall", "conversationId", group, "target", seq));

            assertThat(answer.at("/t").asText()).isEqualTo("ok");
            assertThat(answer.at("/target").asLong()).isEqualTo(seq);
            assertThat(socket.ask(Map.of("t", "recall", "conversationId", group))
                            .at("/error/code")
                            .asText())
                    .isEqualTo("invalid");
        }
    }

    private String group(String mode) {
        String id = owner.rest()
                .post(
                        "/v1/conversations",
                        Map.of("kind", "group", "title", mode, "memberIds", List.of(sender.id(), reader.id())))
                .expect(201)
                .text("/id");
        server.administrator()
                .put("/v1/admin/conversations/" + id + "/fanout", Map.of("mode", mode))
                .expect(200);
        for (TestUser member : List.of(sender, reader)) {
            await().until(() -> member.rest().get(path(id)).status() == 200);
        }
        return id;
    }

    private long send(String group, String text, List<String> mentions) {
        return sender.rest()
                .post(path(group) + "/messages", message(group, text, mentions))
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
    }

    private static Map<String, Object> message(String group, String text, List<String> mentions) {
        return Map.of(
                "t",
                "send",
                "conversationId",
                group,
                "clientId",
                UUID.randomUUID().toString(),
                "kind",
                "text",
                "body",
                Map.of("text", text),
                "mentions",
                mentions);
    }

    private static Answer recall(TestUser user, String group, long seq) {
        return user.rest().delete(path(group) + "/messages/" + seq);
    }

    private void awaitUnread(String group, long unread, long mentions) {
        await().until(() -> {
            JsonNode shown = reader.rest().get(path(group)).json();
            return shown.at("/unread").asLong(-1) == unread
                    && shown.at("/mentions").asLong(-1) == mentions;
        });
        JsonNode all = reader.rest().get("/v1/unread").expect(200).json();
        assertThat(all.at("/total/unread").asLong()).isEqualTo(unread);
        assertThat(all.at("/total/mentions").asLong()).isEqualTo(mentions);
    }

    private static String path(String group) {
        return "/v1/conversations/" + group;
    }
}
