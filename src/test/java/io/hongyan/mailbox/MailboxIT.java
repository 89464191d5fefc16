package io.hongyan.mailbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class MailboxIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");

    @Test
    void listsPinnedFirstThenTheNewest() {
        String first = group("first");
        String second = group("second");
        String third = group("third");
        send(bob, first, "1");
        send(bob, second, "2");
        send(bob, third, "3");
        settings(first, Map.of("pinned", true)).expect(200);
        awaitUnread(3);

        assertThat(listed("?limit=50")).containsExactly(first, third, second);

        JsonNode page =
                alice.rest().get("/v1/conversations?limit=2").expect(200).json();
        assertThat(page.at("/total/unread").asInt()).isEqualTo(3);
        assertThat(listed("?limit=2")).containsExactly(first, third);
        assertThat(listed("?limit=2&cursor=" + page.at("/nextCursor").asText())).containsExactly(second);
        assertThat(alice.rest().get("/v1/conversations").json().has("nextCursor"))
                .isFalse();
    }

    @Test
    void showsAConversationAsItIs() {
        String id = group("show");
        send(alice, id, "mine");
        int seq = send(bob, id, "你好");
        awaitUnread(1);

        JsonNode shown = alice.rest().get(path(id)).expect(200).json();

        assertThat(shown.at("/head/seq").asInt()).isEqualTo(seq);
        assertThat(shown.at("/head/ordinal").asInt()).isEqualTo(2);
        assertThat(shown.at("/head/at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(shown.at("/head/preview/senderId").asText())
                .isEqualTo(bob.id().toString());
        assertThat(shown.at("/head/preview/kind").asText()).isEqualTo("text");
        assertThat(shown.at("/head/preview/text").asText()).isEqualTo("你好");
        assertThat(shown.at("/read/seq").asInt()).isEqualTo(1);
        assertThat(shown.at("/unread").asInt()).isEqualTo(1);
        assertThat(shown.at("/fanout").asText()).isEqualTo("write");
        assertThat(shown.at("/left").asBoolean(true)).isFalse();
    }

    @Test
    void readingTakesEffectBeforeItIsAnswered() {
        String id = group("read");
        int one = send(bob, id, "1");
        send(bob, id, "2");
        int three = send(bob, id, "3");
        awaitUnread(3);

        Answer partly = read(id, one).expect(200);
        assertThat(partly.json().at("/unread").asInt()).isEqualTo(2);
        assertThat(partly.json().at("/total/unread").asInt()).isEqualTo(2);
        assertThat(unread().at("/version")).isEqualTo(partly.json().at("/version"));

        Answer below = read(id, 0).expect(200);
        assertThat(below.json()).isEqualTo(partly.json());

        Answer all = read(id, three + 1_000).expect(200);
        assertThat(all.json().at("/unread").asInt()).isZero();
        assertThat(alice.rest().get(path(id)).json().at("/read/seq").asInt()).isEqualTo(three);
        assertThat(read(id, -1).status()).isEqualTo(422);
        assertThat(alice.rest().put(path(id) + "/read", Map.of()).status()).isEqualTo(422);
        assertThat(alice.rest().put(path(id) + "/read", Map.of("seq", "1")).status())
                .isEqualTo(422);
    }

    @Test
    void aMarkMayOvertakeTheDelivery() {
        String id = group("race");

        for (int i = 0; i < 30; i++) {
            int seq = send(bob, id, "message " + i);
            // Bob was answered by the conversation topology; the mailbox may not know of the message yet.
            assertThat(read(id, seq).expect(200).json().at("/unread").asInt()).isZero();
        }

        await().until(() ->
                alice.rest().get(path(id)).json().at("/head/ordinal").asInt() == 30);
        assertThat(unread().at("/total/unread").asInt()).isZero();
    }

    @Test
    void mutedConversationsLeaveTheTotalAndMarkedOnesCountOne() {
        String quiet = group("quiet");
        String marked = group("marked");
        send(bob, quiet, "1");
        awaitUnread(1);

        Answer muted = settings(quiet, Map.of("muted", true)).expect(200);
        assertThat(muted.json().at("/unread").asInt()).isEqualTo(1);
        assertThat(muted.json().at("/total/unread").asInt()).isZero();

        Answer flagged =
                alice.rest().send("PUT", path(marked) + "/unread", null).expect(200);
        assertThat(flagged.json().at("/unread").asInt()).isEqualTo(1);
        assertThat(flagged.json().at("/total/unread").asInt()).isEqualTo(1);
        assertThat(unread().at("/conversations")).hasSize(2);

        read(marked, 0).expect(200);
        assertThat(unread().at("/total/unread").asInt()).isZero();
    }

    @Test
    void mentionsAreCountedUntilTheyAreRead() {
        String id = group("mentions");
        message(bob, id, "@alice", List.of(alice.id().toString()));
        int all = message(bob, id, "@all", List.of("all"));
        awaitUnread(2);

        assertThat(unread().at("/total/mentions").asInt()).isEqualTo(2);
        assertThat(read(id, all).json().at("/mentions").asInt()).isZero();
    }

    @Test
    void aHiddenConversationReturnsWithTheNextMessage() {
        String id = group("hidden");
        send(bob, id, "1");
        awaitUnread(1);

        Answer hidden = settings(id, Map.of("hidden", true)).expect(200);
        assertThat(hidden.json().at("/unread").asInt()).isZero();
        assertThat(listed("")).doesNotContain(id);

        send(bob, id, "2");
        awaitUnread(1);
        assertThat(listed("")).contains(id);
    }

    @Test
    void refusesWhatIsNoPage() {
        for (String query : List.of("?limit=0", "?limit=201", "?limit=abc", "?cursor=rubbish", "?cursor=")) {
            Answer refused = alice.rest().get("/v1/conversations" + query);
            assertThat(refused.status()).as(query).isEqualTo(422);
            assertThat(refused.text("/code")).isEqualTo("invalid");
        }
    }

    /// People write, read, mute and hide at once; whatever state is looked at meanwhile, its parts agree.
    @Test
    void inEveryStateTheSumOfTheListIsTheTotal() {
        List<String> groups = List.of(group("a"), group("b"), group("c"), group("d"));
        CompletableFuture<Void> writing = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < 60; i++) {
                        send(bob, groups.get(i % groups.size()), "message " + i);
                    }
                },
                Thread::startVirtualThread);
        CompletableFuture<Void> marking = CompletableFuture.runAsync(
                () -> {
                    Random random = new Random(7);
                    for (int i = 0; i < 40; i++) {
                        String id = groups.get(random.nextInt(groups.size()));
                        switch (random.nextInt(3)) {
                            case 0 -> read(id, random.nextInt(20)).expect(200);
                            case 1 ->
                                settings(id, Map.of("muted", random.nextBoolean()))
                                        .expect(200);
                            default ->
                                settings(id, Map.of("pinned", random.nextBoolean()))
                                        .expect(200);
                        }
                    }
                },
                Thread::startVirtualThread);

        do {
            assertSumIsTotal(alice.rest().get("/v1/conversations").expect(200).json(), "/items");
            assertSumIsTotal(unread(), "/conversations");
        } while (!writing.isDone() || !marking.isDone());
        writing.join();
        marking.join();
    }

    private static void assertSumIsTotal(JsonNode state, String items) {
        long sum = StreamSupport.stream(state.at(items).spliterator(), false)
                .filter(item -> !item.get("muted").asBoolean())
                .mapToLong(item -> item.get("unread").asLong())
                .sum();
        assertThat(sum).isEqualTo(state.at("/total/unread").asLong());
    }

    private void awaitUnread(int count) {
        await().until(() -> unread().at("/total/unread").asInt() == count);
    }

    private JsonNode unread() {
        return alice.rest().get("/v1/unread").expect(200).json();
    }

    private List<String> listed(String query) {
        List<String> ids = new ArrayList<>();
        alice.rest()
                .get("/v1/conversations" + query)
                .expect(200)
                .json()
                .at("/items")
                .forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private Answer read(String id, long seq) {
        return alice.rest().put(path(id) + "/read", Map.of("seq", seq));
    }

    private Answer settings(String id, Map<String, Object> settings) {
        return alice.rest().patch(path(id) + "/settings", settings);
    }

    private String group(String title) {
        return alice.rest()
                .post("/v1/conversations", Map.of("kind", "group", "title", title, "memberIds", List.of(bob.id())))
                .expect(201)
                .text("/id");
    }

    private static int send(TestUser user, String id, String text) {
        return message(user, id, text, List.of());
    }

    private static int message(TestUser user, String id, String text, List<String> mentions) {
        Map<String, Object> message = new HashMap<>(
                Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", text)));
        if (!mentions.isEmpty()) {
            message.put("mentions", mentions);
        }
        return user.rest()
                .post(path(id) + "/messages", message)
                .expect(201)
                .json()
                .at("/seq")
                .asInt();
    }

    private static String path(String id) {
        return "/v1/conversations/" + id;
    }
}
