package io.hongyan.message.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What isn't done to messages: what is too much, too large or of the wrong kind, what others have said, and what is
/// done
/// to something that is no message.
final class RefusedOperationsIT {

    private static final int FIRST_EMOJI = 0x1F600;

    private final TestServer server = TestServer.shared();
    private final TestUser anna = server.user("anna");
    private final TestUser bo = server.user("bo");
    private final TestUser stranger = server.user("stranger");
    private final String chat = Chats.direct(anna, bo).expect(201).text("/id");

    @BeforeEach
    void awaitPeer() {
        await().until(() -> bo.rest().get(path()).status() == 200);
    }

    @Test
    void ofTwoPeopleBothPinAndEachChangesWhatTheySaid() {
        long seq = say();

        assertProblem(edit(bo, seq, Map.of("text", "yours")), 403, "forbidden");
        assertProblem(bo.rest().delete(message(seq)), 403, "forbidden");
        try (TestSocket socket = TestSocket.connect(server, bo)) {
            assertThat(refusal(socket, "edit", seq)).isEqualTo("forbidden");
            assertThat(refusal(socket, "recall", seq)).isEqualTo("forbidden");
        }
        bo.rest().put(message(seq) + "/pin", Map.of()).expect(200);
        anna.rest().delete(message(seq) + "/pin").expect(200);

        await().until(() -> anna.rest()
                .get(path() + "/pins")
                .expect(200)
                .json()
                .at("/items")
                .isEmpty());
    }

    @Test
    void aMessageTakesTwentyEmojis() {
        long seq = say();
        for (int i = 0; i < 20; i++) {
            react(anna, seq, FIRST_EMOJI + i).expect(200);
        }

        assertProblem(react(bo, seq, FIRST_EMOJI + 20), 409, "conflict");
        react(bo, seq, FIRST_EMOJI).expect(200);
        anna.rest().delete(reaction(seq, FIRST_EMOJI + 1)).expect(200);

        react(bo, seq, FIRST_EMOJI + 20).expect(200);
    }

    @Test
    void aConversationHasFiftyPins() {
        long first = say();
        anna.rest().put(message(first) + "/pin", Map.of()).expect(200);
        for (int i = 1; i < 50; i++) {
            anna.rest().put(message(say()) + "/pin", Map.of()).expect(200);
        }
        long last = say();

        assertProblem(bo.rest().put(message(last) + "/pin", Map.of()), 409, "conflict");
        try (TestSocket socket = TestSocket.connect(server, bo)) {
            assertThat(refusal(socket, "pin", last)).isEqualTo("conflict");
        }
        anna.rest().delete(message(first) + "/pin").expect(200);

        bo.rest().put(message(last) + "/pin", Map.of()).expect(200);
    }

    @Test
    void whatIsTooLargeOrOfAnotherKindIsNoEdit() {
        long text = say();
        long card = send("card", Map.of("userId", bo.id()));
        long custom = send("custom", Map.of("type", "poll", "data", 1));
        long merged = anna.rest()
                .post(
                        path() + "/forwards",
                        Map.of("clientId", id(), "from", chat, "seqs", List.of(text), "title", "letters"))
                .expect(201)
                .json()
                .at("/seq")
                .asLong();

        assertThat(pointer(text, Map.of("text", "x".repeat(8_001)))).isEqualTo("/body/text");
        assertThat(pointer(text, Map.of("latitude", 1, "longitude", 1))).isEqualTo("/body/text");
        assertThat(pointer(text, "hello")).isEqualTo("/body");
        assertThat(pointer(card, Map.of("text", "hello"))).isEqualTo("/body/userId");
        assertThat(pointer(custom, Map.of("type", "poll", "data", "x".repeat(16 << 10))))
                .isEqualTo("/body/data");
        assertThat(pointer(merged, Map.of("text", "hello"))).isEqualTo("/body");
        edit(anna, custom, Map.of("type", "poll", "data", 2)).expect(200);
    }

    @Test
    void whatIsDoneTwiceOverASocketIsAnsweredTheSame() {
        long seq = say();
        try (TestSocket socket = TestSocket.connect(server, anna)) {
            for (Map<String, ?> deed : List.of(
                    Map.of("t", "react", "emoji", Character.toString(FIRST_EMOJI), "on", true),
                    Map.of("t", "pin", "on", true),
                    Map.of("t", "recall"))) {
                Map<String, Object> frame = new HashMap<>(Map.of("conversationId", chat, "target", seq));
                frame.putAll(deed);

                JsonNode first = socket.ask(frame);
                JsonNode second = socket.ask(frame);

                assertThat(first.at("/duplicate").asBoolean()).isFalse();
                assertThat(second.at("/t").asText()).isEqualTo("ok");
                // By which entry a message was pinned isn't kept.
                assertThat(second.at("/seq").asLong())
                        .isEqualTo(
                                "pin".equals(deed.get("t"))
                                        ? seq
                                        : first.at("/seq").asLong());
                assertThat(second.at("/duplicate").asBoolean()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "recall", "react", "pin"})
    void onlyMessagesAreOperatedOn(String type) {
        long seq = say();
        long edited = done(edit(anna, seq, Map.of("text", "hallo")));
        long reacted = done(react(anna, seq, FIRST_EMOJI));
        long pinned = done(anna.rest().put(message(seq) + "/pin", Map.of()));
        long recalled = done(anna.rest().delete(message(seq)));

        try (TestSocket socket = TestSocket.connect(server, anna)) {
            for (long target : new long[] {-1, 0, 1, edited, reacted, pinned, recalled, recalled + 1_000}) {
                assertThat(refusal(socket, type, target)).as("%s", target).isIn("notFound", "invalid");
                assertProblem(operate(anna, type, target), 404, "notFound");
            }
        }
        assertThat(anna.rest().delete(path() + "/messages/first").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "recall", "react", "pin"})
    void whoIsNoMemberFindsNoMessage(String type) {
        long seq = say();

        assertProblem(operate(stranger, type, seq), 404, "notFound");
        try (TestSocket socket = TestSocket.connect(server, stranger)) {
            assertThat(refusal(socket, type, seq)).isEqualTo("notFound");
        }
        assertProblem(stranger.rest().get(message(seq) + "/edits"), 404, "notFound");
    }

    private Answer operate(TestUser user, String type, long seq) {
        return switch (type) {
            case "edit" -> edit(user, seq, Map.of("text", "hallo"));
            case "recall" -> user.rest().delete(message(seq));
            case "react" -> react(user, seq, FIRST_EMOJI);
            default -> user.rest().put(message(seq) + "/pin", Map.of());
        };
    }

    /// The code of the problem that a frame is answered with.
    private String refusal(TestSocket socket, String type, long seq) {
        Map<String, Object> frame = new HashMap<>(Map.of("t", type, "conversationId", chat, "target", seq));
        switch (type) {
            case "edit" -> frame.putAll(Map.of("clientId", id(), "body", Map.of("text", "hallo")));
            case "react" -> frame.putAll(Map.of("emoji", Character.toString(FIRST_EMOJI), "on", true));
            case "pin" -> frame.put("on", true);
            default -> {}
        }
        JsonNode answer = socket.ask(frame);
        assertThat(answer.at("/t").asText()).isEqualTo("error");
        return answer.at("/error/code").asText();
    }

    private String pointer(long seq, Object body) {
        return edit(anna, seq, body).expect(422).text("/errors/0/pointer");
    }

    private Answer edit(TestUser user, long seq, Object body) {
        return user.rest().patch(message(seq), Map.of("clientId", id(), "body", body));
    }

    private Answer react(TestUser user, long seq, int emoji) {
        return user.rest().put(reaction(seq, emoji), Map.of());
    }

    private static long done(Answer answer) {
        return answer.expect(200).json().at("/seq").asLong();
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.expect(status).text("/code")).isEqualTo(code);
    }

    private long say() {
        return send("text", Map.of("text", "hello"));
    }

    private long send(String kind, Map<String, ?> body) {
        return anna.rest()
                .post(path() + "/messages", Map.of("clientId", id(), "kind", kind, "body", body))
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private String path() {
        return "/v1/conversations/" + chat;
    }

    private String message(long seq) {
        return path() + "/messages/" + seq;
    }

    private String reaction(long seq, int emoji) {
        return message(seq) + "/reactions/" + URLEncoder.encode(Character.toString(emoji), UTF_8);
    }
}
