package io.hongyan.message.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Edits, reactions, pins and replies, whoever pays for the fan-out.
final class OperationsIT {

    private final TestServer server = TestServer.shared();
    private final TestUser owner = server.user("owner");
    private final TestUser sender = server.user("sender");
    private final TestUser reader = server.user("reader");

    @ParameterizedTest
    @ValueSource(strings = {"write", "read"})
    void anEditIsShownToEverybodyAndDoesNotCount(String mode) {
        String group = group(mode);
        long seq = send(group, "frist", List.of("all"));
        awaitUnread(group, 1, 1);

        try (TestSocket socket = TestSocket.connect(server, reader)) {
            JsonNode done = edit(group, seq, id(), "first").expect(200).json();
            JsonNode pushed = pushed(socket, "edit");

            assertThat(pushed.at("/target").asLong()).isEqualTo(seq);
            assertThat(pushed.at("/body/text").asText()).isEqualTo("first");
            assertThat(pushed.at("/seq")).isEqualTo(done.at("/seq"));
            assertThat(pushed.at("/ordinal").asLong()).isEqualTo(1);
        }
        JsonNode shown = shown(reader, group, seq);
        assertThat(shown.at("/body/text").asText()).isEqualTo("first");
        assertThat(shown.at("/editedAt").isTextual()).isTrue();
        assertThat(shown.at("/mentions/0").asText()).isEqualTo("all");
        awaitUnread(group, 1, 1);
        awaitPreview(group, "first");
        JsonNode edits =
                reader.rest().get(message(group, seq) + "/edits").expect(200).json();
        assertThat(edits.at("/items").findValuesAsText("text")).containsExactly("frist", "first");
    }

    @Test
    void anEditIsDoneOnceHoweverOftenItIsSent() {
        String group = group("write");
        long seq = send(group, "frist", List.of());
        String clientId = id();

        JsonNode first = edit(group, seq, clientId, "first").expect(200).json();
        JsonNode again = edit(group, seq, clientId, "first").expect(200).json();

        assertThat(again.at("/seq")).isEqualTo(first.at("/seq"));
        assertThat(again.at("/at")).isEqualTo(first.at("/at"));
        assertThat(first.at("/duplicate").asBoolean(true)).isFalse();
        assertThat(again.at("/duplicate").asBoolean(false)).isTrue();
        assertThat(edit(group, seq, clientId, "second").expect(409).text("/code"))
                .isEqualTo("clientIdConflict");
    }

    @Test
    void whoeverIsBlockedSaysNothingByEditsEitherButMayTakeBackWhatTheySaid() {
        Relations.awaitNeo4j(server);
        String chat = Chats.direct(sender, reader).expect(201).text("/id");
        long seq = send(chat, "hello", List.of());
        reader.rest().put("/v1/blocks/" + sender.id(), Map.of()).expect(204);

        await().untilAsserted(
                        () -> assertThat(edit(chat, seq, id(), "something else").text("/code"))
                                .isEqualTo("notAllowed"));
        assertThat(react(sender, chat, seq, "👍").expect(403).text("/code")).isEqualTo("notAllowed");
        assertThat(sender.rest().put(message(chat, seq) + "/pin", Map.of()).status())
                .isEqualTo(403);
        sender.rest().delete(message(chat, seq)).expect(200);
    }

    @Test
    void onlyItsSenderEditsAMessageAndOnlyAMessageIsEdited() {
        String group = group("write");
        long seq = send(group, "mine", List.of());

        Map<String, Object> edit = Map.of("clientId", id(), "body", Map.of("text", "yours"));
        assertThat(owner.rest().patch(message(group, seq), edit).status()).isEqualTo(403);
        assertThat(server.user("stranger")
                        .rest()
                        .patch(message(group, seq), edit)
                        .status())
                .isEqualTo(404);
        assertThat(sender.rest().patch(message(group, seq + 1_000), edit).status())
                .isEqualTo(404);
        assertThat(owner.rest().patch(message(group, 1), edit).status()).isEqualTo(404);
        assertThat(sender.rest()
                        .patch(message(group, seq), Map.of("clientId", id(), "body", Map.of("text", "")))
                        .expect(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/body/text");
        assertThat(sender.rest()
                        .patch(message(group, seq), Map.of("body", Map.of("text", "x")))
                        .expect(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/clientId");
        assertThat(shown(reader, group, seq).at("/body/text").asText()).isEqualTo("mine");
    }

    @Test
    void aRecalledMessageIsNotEditedReactedToOrPinned() {
        String group = group("write");
        long seq = send(group, "a slip", List.of());
        edit(group, seq, id(), "a secret").expect(200);
        sender.rest().delete(message(group, seq)).expect(200);

        assertThat(edit(group, seq, id(), "more").expect(410).text("/code")).isEqualTo("gone");
        assertThat(react(reader, group, seq, "👍").expect(410).text("/code")).isEqualTo("gone");
        assertThat(owner.rest().put(message(group, seq) + "/pin", Map.of()).status())
                .isEqualTo(410);
        assertThat(reader.rest().get(message(group, seq) + "/edits").status()).isEqualTo(410);
        assertThat(reader.rest().get(path(group) + "/entries").expect(200).body())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "read"})
    void reactionsAreSummedUpWithWho(String mode) {
        String group = group(mode);
        long seq = send(group, "hello", List.of());
        awaitUnread(group, 1, 0);

        try (TestSocket socket = TestSocket.connect(server, sender)) {
            react(reader, group, seq, "👍").expect(200);
            JsonNode pushed = pushed(socket, "reaction");
            react(owner, group, seq, "👍").expect(200);
            react(owner, group, seq, "❤️").expect(200);

            assertThat(pushed.at("/target").asLong()).isEqualTo(seq);
            assertThat(pushed.at("/body/emoji").asText()).isEqualTo("👍");
            assertThat(pushed.at("/body/on").asBoolean()).isTrue();
            assertThat(pushed.at("/senderId").asText()).isEqualTo(reader.id().toString());
        }
        assertThat(shown(reader, group, seq).at("/reactions").toString())
                .isEqualTo("[{\"emoji\":\"👍\",\"count\":2,\"userIds\":[\"%s\",\"%s\"]},"
                                .formatted(reader.id(), owner.id())
                        + "{\"emoji\":\"❤️\",\"count\":1,\"userIds\":[\"%s\"]}]".formatted(owner.id()));
        awaitUnread(group, 1, 0);
        unreact(reader, group, seq, "👍").expect(200);
        unreact(owner, group, seq, "❤️").expect(200);
        assertThat(shown(reader, group, seq).at("/reactions").toString())
                .isEqualTo("[{\"emoji\":\"👍\",\"count\":1,\"userIds\":[\"%s\"]}]".formatted(owner.id()));
    }

    @Test
    void reactingAgainChangesNothing() {
        String group = group("write");
        long seq = send(group, "hello", List.of());

        JsonNode first = react(reader, group, seq, "👍").expect(200).json();
        JsonNode again = react(reader, group, seq, "👍").expect(200).json();
        JsonNode never = unreact(owner, group, seq, "👍").expect(200).json();

        assertThat(again.at("/seq")).isEqualTo(first.at("/seq"));
        assertThat(again.at("/duplicate").asBoolean()).isTrue();
        assertThat(never.at("/seq").asLong()).isEqualTo(seq);
        assertThat(never.at("/duplicate").asBoolean()).isTrue();
        assertThat(react(reader, group, seq, "hello").expect(422).text("/errors/0/pointer"))
                .isEqualTo("/emoji");
        assertThat(react(reader, group, seq, "1").status()).isEqualTo(422);
        assertThat(react(server.user("stranger"), group, seq, "👍").status()).isEqualTo(404);
    }

    @Test
    void whoWasRemovedIsRefusedWhateverTheyDo() {
        String group = group("write");
        long seq = send(group, "hello", List.of());
        owner.rest().delete(path(group) + "/members/" + sender.id()).expect(204);

        // The log decides, or the views already know: never does it take effect.
        assertThat(edit(group, seq, id(), "late").status()).isIn(403, 404);
        assertThat(react(sender, group, seq, "👍").status()).isIn(403, 404);
        JsonNode shown = shown(reader, group, seq);
        assertThat(shown.at("/body/text").asText()).isEqualTo("hello");
        assertThat(shown.has("reactions")).isFalse();
    }

    @Test
    void pinsAreForThoseWhoRunTheGroupAndSeenByAll() {
        String group = group("write");
        long first = send(group, "first", List.of());
        long second = send(group, "second", List.of());

        assertThat(sender.rest().put(message(group, first) + "/pin", Map.of()).status())
                .isEqualTo(403);
        JsonNode pinned = owner.rest()
                .put(message(group, first) + "/pin", Map.of())
                .expect(200)
                .json();
        owner.rest().put(message(group, second) + "/pin", Map.of()).expect(200);
        JsonNode again = owner.rest()
                .put(message(group, first) + "/pin", Map.of())
                .expect(200)
                .json();
        assertThat(pinned.at("/duplicate").asBoolean(true)).isFalse();
        assertThat(again.at("/duplicate").asBoolean()).isTrue();
        awaitPins(group, List.of(second, first));

        owner.rest().delete(message(group, second) + "/pin").expect(200);
        awaitPins(group, List.of(first));
        sender.rest().delete(message(group, first)).expect(200);
        awaitPins(group, List.of());
        assertThat(server.user("stranger").rest().get(path(group) + "/pins").status())
                .isEqualTo(404);
    }

    @Test
    void aReplyNamesWhatItsSenderMaySee() {
        String group = group("write");
        long seq = send(group, "before you came", List.of());
        TestUser late = server.user("late");
        owner.rest()
                .post(path(group) + "/members", Map.of("userIds", List.of(late.id())))
                .expect(200);

        assertThat(reply(late, group, seq).expect(422).text("/code")).isEqualTo("invalid");
        assertThat(reply(reader, group, seq + 1_000).status()).isEqualTo(422);
        long answer = reply(reader, group, seq).expect(201).json().at("/seq").asLong();
        assertThat(shown(reader, group, answer).at("/replyTo").asLong()).isEqualTo(seq);
    }

    @Test
    void aSocketDoesAllOfIt() {
        String group = group("write");
        try (TestSocket socket = TestSocket.connect(server, owner)) {
            long seq = socket.ask(Chats.frame("conversationId", group, "frist"))
                    .at("/seq")
                    .asLong();

            JsonNode edited = socket.ask(Map.of(
                    "t",
                    "edit",
                    "conversationId",
                    group,
                    "target",
                    seq,
                    "clientId",
                    id(),
                    "body",
                    Map.of("text", "1")));
            JsonNode reacted =
                    socket.ask(Map.of("t", "react", "conversationId", group, "target", seq, "emoji", "🪿", "on", true));
            JsonNode pinned = socket.ask(Map.of("t", "pin", "conversationId", group, "target", seq, "on", true));

            assertThat(List.of(edited, reacted, pinned))
                    .allMatch(ok -> ok.at("/t").asText().equals("ok"))
                    .extracting(ok -> ok.at("/seq").asLong())
                    .containsExactly(seq + 1, seq + 2, seq + 3);
            assertThat(socket.ask(Map.of("t", "react", "conversationId", group, "target", seq, "emoji", "🪿"))
                            .at("/error/errors/0/pointer")
                            .asText())
                    .isEqualTo("/on");
            assertThat(socket.ask(Map.of("t", "pin", "conversationId", group, "target", 999, "on", true))
                            .at("/error/code")
                            .asText())
                    .isEqualTo("notFound");
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
        // What others than the owner do to messages is refused until their mailboxes have the group.
        for (TestUser member : List.of(sender, reader)) {
            await().until(() -> member.rest().get(path(id)).status() == 200);
        }
        return id;
    }

    private long send(String group, String text, List<String> mentions) {
        return sender.rest()
                .post(
                        path(group) + "/messages",
                        Map.of("clientId", id(), "kind", "text", "body", Map.of("text", text), "mentions", mentions))
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
    }

    private static Answer reply(TestUser user, String group, long seq) {
        return user.rest()
                .post(
                        path(group) + "/messages",
                        Map.of("clientId", id(), "kind", "text", "body", Map.of("text", "re"), "replyTo", seq));
    }

    private Answer edit(String group, long seq, String clientId, String text) {
        return sender.rest().patch(message(group, seq), Map.of("clientId", clientId, "body", Map.of("text", text)));
    }

    private static Answer react(TestUser user, String group, long seq, String emoji) {
        return user.rest().put(reaction(group, seq, emoji), Map.of());
    }

    private static Answer unreact(TestUser user, String group, long seq, String emoji) {
        return user.rest().delete(reaction(group, seq, emoji));
    }

    private static JsonNode pushed(TestSocket socket, String type) {
        return socket.entry(type, entry -> entry.at("/type").asText().equals(type));
    }

    private static JsonNode shown(TestUser user, String group, long seq) {
        return user.rest()
                .get(path(group) + "/entries?after=" + (seq - 1) + "&limit=1")
                .expect(200)
                .json()
                .at("/items/0");
    }

    private void awaitUnread(String group, long unread, long mentions) {
        await().until(() -> {
            JsonNode shown = reader.rest().get(path(group)).json();
            return shown.at("/unread").asLong(-1) == unread
                    && shown.at("/mentions").asLong(-1) == mentions;
        });
    }

    private void awaitPreview(String group, String text) {
        await().until(() -> reader.rest()
                .get(path(group))
                .json()
                .at("/head/preview/text")
                .asText()
                .equals(text));
    }

    private void awaitPins(String group, List<Long> seqs) {
        await().until(() ->
                reader.rest().get(path(group) + "/pins").expect(200).json().at("/items").findValues("seq").stream()
                        .map(JsonNode::asLong)
                        .toList()
                        .equals(seqs));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String path(String group) {
        return "/v1/conversations/" + group;
    }

    private static String message(String group, long seq) {
        return path(group) + "/messages/" + seq;
    }

    private static String reaction(String group, long seq, String emoji) {
        return message(group, seq) + "/reactions/" + URLEncoder.encode(emoji, UTF_8);
    }
}
