package io.hongyan.message.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class EntriesIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    @Test
    void aPageIsWhatWasSaidInOrder() {
        String conversation = group(bob);
        for (int i = 2; i <= 8; i++) {
            send(conversation, "你好 " + i);
        }

        Answer newest = entries(bob, conversation, "");

        assertThat(newest.status()).isEqualTo(200);
        assertThat(seqs(newest)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(newest.text("/items/0/body/action")).isEqualTo("created");
        assertThat(newest.text("/items/4/body/text")).isEqualTo("你好 5");
        assertThat(newest.json().at("/firstSeq").asLong()).isEqualTo(1);
        assertThat(newest.json().at("/headSeq").asLong()).isEqualTo(8);
        assertThat(seqs(entries(bob, conversation, "?limit=3"))).containsExactly(6L, 7L, 8L);
        assertThat(seqs(entries(bob, conversation, "?before=4&limit=2"))).containsExactly(2L, 3L);
        assertThat(seqs(entries(bob, conversation, "?after=6"))).containsExactly(7L, 8L);
        assertThat(seqs(entries(bob, conversation, "?around=4&limit=3"))).containsExactly(3L, 4L, 5L);
    }

    @Test
    void whoJoinsLaterSeesWhatWasSaidSinceThen() {
        String conversation = group(bob);
        send(conversation, "before");
        alice.rest()
                .post("/v1/conversations/" + conversation + "/members", Map.of("userIds", List.of(carol.id())))
                .expect(200);
        send(conversation, "after");
        awaitSeen(carol, conversation);

        Answer page = entries(carol, conversation, "?after=0");

        assertThat(seqs(page)).containsExactly(3L, 4L);
        assertThat(page.json().at("/firstSeq").asLong()).isEqualTo(3);
    }

    @Test
    void whatIsNotForTheCallerIsNotThere() {
        String conversation = group(bob);

        assertProblem(entries(carol, conversation, ""), 404, "notFound");
        assertProblem(entries(bob, "123", ""), 404, "notFound");
        assertProblem(entries(bob, "geese", ""), 404, "notFound");
    }

    @Test
    void wrongRangesAreRefused() {
        String conversation = group(bob);

        for (String query : List.of(
                "?limit=0",
                "?limit=201",
                "?limit=x",
                "?before=-1",
                "?after=x",
                "?before=3&after=1",
                "?after=1&around=2")) {
            assertProblem(entries(bob, conversation, query), 422, "invalid");
        }
    }

    private String group(TestUser member) {
        String conversation = alice.rest()
                .post("/v1/conversations", Map.of("kind", "group", "title", "Geese", "memberIds", List.of(member.id())))
                .expect(201)
                .text("/id");
        awaitSeen(member, conversation);
        return conversation;
    }

    private static void awaitSeen(TestUser member, String conversation) {
        await().until(() ->
                member.rest().get("/v1/conversations/" + conversation).status() == 200);
    }

    private void send(String conversation, String text) {
        alice.rest()
                .post(
                        "/v1/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", text)))
                .expect(201);
    }

    private static Answer entries(TestUser reader, String conversation, String query) {
        return reader.rest().get("/v1/conversations/" + conversation + "/entries" + query);
    }

    private static List<Long> seqs(Answer page) {
        return StreamSupport.stream(page.json().at("/items").spliterator(), false)
                .map((JsonNode entry) -> entry.path("seq").asLong())
                .toList();
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/code")).isEqualTo(code);
    }
}
