package io.hongyan.message.forward;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Saved messages, forwards, drafts, and the kinds of messages that carry neither text nor media.
final class ForwardIT {

    private final TestServer server = TestServer.shared();
    private final TestUser anna = server.user("anna");
    private final TestUser bo = server.user("bo");
    private final String chat = direct(bo).expect(201).text("/id");

    @BeforeEach
    void awaitPeer() {
        await().until(() -> bo.rest().get(path(chat)).status() == 200);
    }

    @Test
    void aConversationWithOneselfKeepsMessages() {
        JsonNode saved = direct(anna).expect(201).json();
        String id = saved.at("/id").asText();

        assertThat(direct(anna).expect(200).text("/id")).isEqualTo(id);
        assertThat(saved.at("/peerId").asText()).isEqualTo(anna.id().toString());
        assertThat(saved.at("/memberCount").asInt()).isEqualTo(1);
        try (TestSocket socket = TestSocket.connect(server, server.device(anna))) {
            send(anna, id, "text", Map.of("text", "remember")).expect(201);

            JsonNode entry = socket.entry("the message", pushed -> pushed.has("kind"));
            assertThat(entry.at("/body/text").asText()).isEqualTo("remember");
        }
        assertThat(anna.rest()
                        .get("/v1/conversations/" + id)
                        .json()
                        .at("/unread")
                        .asInt(-1))
                .isZero();
        assertThat(bo.rest().get("/v1/conversations/" + id).status()).isEqualTo(404);
    }

    @Test
    void aMessageIsForwardedAsItIsNow() {
        long seq = say("frist");
        anna.rest()
                .patch(path(chat) + "/messages/" + seq, Map.of("clientId", id(), "body", Map.of("text", "first")))
                .expect(200);
        String saved = direct(anna).json().at("/id").asText();
        String clientId = id();

        JsonNode sent = forward(saved, clientId, List.of(seq)).expect(201).json();
        JsonNode again = forward(saved, clientId, List.of(seq)).expect(200).json();

        JsonNode entry = last(anna, saved);
        assertThat(entry.at("/kind").asText()).isEqualTo("text");
        assertThat(entry.at("/body/text").asText()).isEqualTo("first");
        assertThat(entry.has("editedAt")).isFalse();
        assertThat(again.at("/seq")).isEqualTo(sent.at("/seq"));
    }

    @Test
    void severalMessagesAreMergedIntoOne() {
        List<Long> seqs = List.of(say("one"), say("two"));
        String saved = direct(anna).json().at("/id").asText();

        forward(saved, id(), seqs).expect(201);

        JsonNode entry = last(anna, saved);
        assertThat(entry.at("/kind").asText()).isEqualTo("merged");
        assertThat(entry.at("/body/items").findValuesAsText("text")).containsExactly("one", "two");
        assertThat(entry.at("/body/items/0/senderId").asText())
                .isEqualTo(anna.id().toString());
        // A client can't make one up.
        assertThat(send(anna, chat, "merged", Map.of("items", List.of())).status())
                .isEqualTo(422);
    }

    @Test
    void whatAnApplicationMakesUpIsSentAsItIs() {
        send(anna, chat, "custom", Map.of("type", "poll", "data", Map.of("options", List.of("tea", 2.50, true))))
                .expect(201);

        assertThat(last(bo, chat).at("/body").toString())
                .isEqualTo("{\"type\":\"poll\",\"data\":{\"options\":[\"tea\",2.5,true]}}");
        assertThat(pointer(send(anna, chat, "custom", Map.of("type", "poll", "data", "x".repeat(16 << 10)))))
                .isEqualTo("/body/data");
    }

    /// JSON that nobody's parser reads would take the lists of all who have it with it.
    @Test
    void nothingIsNestedWithoutEnd() {
        Object data = 1;
        for (int level = 0; level < 33; level++) {
            data = List.of(data);
        }
        assertThat(pointer(send(anna, chat, "custom", Map.of("type", "deep", "data", data))))
                .isEqualTo("/body/data");

        Answer merged = merge(say("again and again"));
        int times = 1;
        while (merged.status() == 201) {
            merged = merge(merged.json().at("/seq").asLong());
            times++;
        }
        assertThat(merged.status()).isEqualTo(422);
        assertThat(times).isBetween(10, 30);
        anna.rest().get("/v1/conversations").expect(200);
    }

    @Test
    void onlyWhatOneMaySeeIsForwarded() {
        long seq = say("a secret");
        TestUser stranger = server.user("stranger");
        String theirs = direct(stranger, stranger).expect(201).text("/id");
        Map<String, Object> request = Map.of("clientId", id(), "from", chat, "seqs", List.of(seq));

        assertThat(stranger.rest().post(path(theirs) + "/forwards", request).status())
                .isEqualTo(404);
        assertThat(forward(theirs, id(), List.of(seq)).status()).isIn(403, 404);
        assertThat(forward(chat, id(), List.of(seq + 1_000)).status()).isEqualTo(404);
        assertThat(forward(chat, id(), List.of(1L)).status()).isEqualTo(404);
        assertThat(forward(chat, id(), List.of()).status()).isEqualTo(422);
        anna.rest().delete(path(chat) + "/messages/" + seq).expect(200);
        assertThat(forward(chat, id(), List.of(seq)).status()).isEqualTo(410);
    }

    @Test
    void whatIsTooMuchOrSaysNotEnoughIsNotForwarded() {
        long seq = say("hello");
        List<Long> lengthy =
                Stream.generate(() -> say("雁".repeat(8_000))).limit(3).toList();

        assertThat(pointer(forward(
                        chat, id(), LongStream.rangeClosed(1, 101).boxed().toList())))
                .isEqualTo("/seqs");
        assertThat(pointer(forward(chat, id(), lengthy))).isEqualTo("/seqs");
        assertThat(pointer(forward(chat, "short", List.of(seq)))).isEqualTo("/clientId");
        assertThat(pointer(forwards(Map.of("from", chat, "seqs", List.of(seq)))))
                .isEqualTo("/clientId");
        assertThat(pointer(forwards(
                        Map.of("clientId", id(), "from", chat, "seqs", List.of(seq), "title", "x".repeat(129)))))
                .isEqualTo("/title");
        assertThat(pointer(forwards(Map.of("clientId", id(), "seqs", List.of(seq)))))
                .isEqualTo("/from");
        assertThat(forwards(Map.of("clientId", id(), "from", "123456", "seqs", List.of(seq)))
                        .status())
                .isEqualTo(404);
        String clientId = id();
        forward(chat, clientId, List.of(seq)).expect(201);
        assertThat(forward(chat, clientId, List.of(lengthy.getFirst()))
                        .expect(409)
                        .text("/code"))
                .isEqualTo("clientIdConflict");
    }

    private Answer forwards(Map<String, ?> request) {
        return anna.rest().post(path(chat) + "/forwards", request);
    }

    @Test
    void placesAndPeopleAreSent() {
        Map<String, Object> place = Map.of("latitude", 39.9087202, "longitude", 116.3974799, "name", "天安门", "x", 1);
        send(anna, chat, "location", place).expect(201);
        assertThat(last(bo, chat).at("/body").toString())
                .isEqualTo("{\"latitude\":39.90872,\"longitude\":116.39748,\"name\":\"天安门\"}");
        send(anna, chat, "card", Map.of("userId", bo.id(), "name", "Bo")).expect(201);
        assertThat(last(bo, chat).at("/body/userId").asText()).isEqualTo(bo.id().toString());

        assertThat(pointer(send(anna, chat, "location", Map.of("latitude", 91, "longitude", 0))))
                .isEqualTo("/body/latitude");
        assertThat(pointer(send(anna, chat, "location", Map.of("latitude", 1)))).isEqualTo("/body/longitude");
        assertThat(pointer(send(anna, chat, "card", Map.of("userId", "nobody"))))
                .isEqualTo("/body/userId");
        assertThat(pointer(send(anna, chat, "image", Map.of("mediaId", "1")))).isEqualTo("/body/mediaId");
    }

    @Test
    void onesOtherDevicesAreToldOfDrafts() {
        TestUser other = server.device(anna);
        try (TestSocket here = TestSocket.connect(server, anna);
                TestSocket there = TestSocket.connect(server, other);
                TestSocket theirs = TestSocket.connect(server, bo)) {
            anna.rest().put(path(chat) + "/draft", Map.of("text", "dear")).expect(204);
            JsonNode told = there.frame("draft");
            assertThat(told.at("/conversationId").asText()).isEqualTo(chat);
            assertThat(told.at("/text").asText()).isEqualTo("dear");

            anna.rest().delete(path(chat) + "/draft").expect(204);
            there.frame("that it is gone", frame -> frame.at("/t").asText().equals("draft") && !frame.has("text"));
            // Its own devices are told apart by who has asked.
            other.rest().put(path(chat) + "/draft", Map.of("text", "mine")).expect(204);
            assertThat(here.frame("draft").at("/text").asText()).isEqualTo("mine");
            assertThat(theirs.frames())
                    .noneMatch(frame -> frame.at("/t").asText().equals("draft"));
            other.rest().delete(path(chat) + "/draft").expect(204);
        }
    }

    @Test
    void draftsAreForOnesOwnDevices() {
        TestUser other = server.device(anna);

        anna.rest().put(path(chat) + "/draft", Map.of("text", "dear")).expect(204);
        anna.rest()
                .put(path(chat) + "/draft", Map.of("text", "dear Bo", "replyTo", 1))
                .expect(204);

        JsonNode drafts = other.rest().get("/v1/drafts").expect(200).json().at("/items");
        assertThat(drafts).hasSize(1);
        assertThat(drafts.at("/0/text").asText()).isEqualTo("dear Bo");
        assertThat(drafts.at("/0/replyTo").asLong()).isEqualTo(1);
        assertThat(bo.rest().get("/v1/drafts").json().at("/items")).isEmpty();
        assertThat(anna.rest().put(path(chat) + "/draft", Map.of("text", "")).status())
                .isEqualTo(422);
        assertThat(pointer(anna.rest().put(path(chat) + "/draft", Map.of("text", "x".repeat(8_001)))))
                .isEqualTo("/text");
        assertThat(pointer(anna.rest().put(path(chat) + "/draft", Map.of("text", "x", "replyTo", "first"))))
                .isEqualTo("/replyTo");
        assertThat(server.user("stranger")
                        .rest()
                        .put(path(chat) + "/draft", Map.of("text", "x"))
                        .status())
                .isEqualTo(404);
        other.rest().delete(path(chat) + "/draft").expect(204);
        assertThat(anna.rest().get("/v1/drafts").json().at("/items")).isEmpty();
    }

    private static String pointer(Answer answer) {
        return answer.expect(422).text("/errors/0/pointer");
    }

    private Answer direct(TestUser with) {
        return direct(anna, with);
    }

    private static Answer direct(TestUser user, TestUser with) {
        return Chats.direct(user, with);
    }

    private long say(String text) {
        return send(anna, chat, "text", Map.of("text", text))
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
    }

    private static Answer send(TestUser user, String conversation, String kind, Map<String, Object> body) {
        return user.rest().post(path(conversation) + "/messages", Map.of("clientId", id(), "kind", kind, "body", body));
    }

    private Answer forward(String to, String clientId, List<Long> seqs) {
        return anna.rest().post(path(to) + "/forwards", Map.of("clientId", clientId, "from", chat, "seqs", seqs));
    }

    private Answer merge(long seq) {
        return anna.rest()
                .post(
                        path(chat) + "/forwards",
                        Map.of("clientId", id(), "from", chat, "seqs", List.of(seq), "title", "letters"));
    }

    private static JsonNode last(TestUser user, String conversation) {
        JsonNode items = user.rest()
                .get(path(conversation) + "/entries")
                .expect(200)
                .json()
                .at("/items");
        return items.get(items.size() - 1);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String path(String conversation) {
        return "/v1/conversations/" + conversation;
    }
}
