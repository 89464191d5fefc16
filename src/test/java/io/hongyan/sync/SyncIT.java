package io.hongyan.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SyncIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");

    @Test
    void aNewDeviceGetsEverythingInPages() {
        List<String> groups = List.of(group("1"), group("2"), group("3"), group("4"), group("5"));

        List<JsonNode> pages = pages("", 2);

        assertThat(pages).hasSize(3);
        assertThat(pages).allMatch(page -> !page.at("/reset").asBoolean());
        assertThat(ids(pages)).containsExactlyInAnyOrderElementsOf(groups);
        assertThat(pages.getFirst().at("/entries")).isEmpty();
    }

    @Test
    void whoeverIsUpToDateGetsNothingAndWhoeverIsBehindASnapshot() {
        String first = group("first");
        String cursor = pages("", 500).getLast().at("/cursor").asText();

        JsonNode nothing = sync(cursor, 500).expect(200).json();
        assertThat(nothing.at("/conversations")).isEmpty();
        assertThat(nothing.at("/cursor").asText()).isEqualTo(cursor);

        String second = group("second");
        List<JsonNode> again = pages(cursor, 500);
        assertThat(again.getFirst().at("/reset").asBoolean()).isTrue();
        assertThat(ids(again)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aCursorThatIsNotOursIsAReset() {
        String id = group("mine");
        TestUser bob = server.user("bob");
        String foreign = bob.rest().get("/v1/sync").expect(200).text("/cursor");

        for (String cursor : List.of(foreign, "rubbish", "%F0%9F%A6%A2", "AAAA")) {
            JsonNode answer = sync(cursor, 500).expect(200).json();
            assertThat(answer.at("/reset").asBoolean()).isTrue();
            assertThat(ids(List.of(answer))).containsExactly(id);
        }
    }

    @Test
    void refusesWhatIsOutOfRange() {
        for (String query : List.of("?limit=0", "?limit=1001", "?wait=-1", "?wait=61", "?wait=soon")) {
            assertThat(alice.rest().get("/v1/sync" + query).status()).as(query).isEqualTo(422);
        }
    }

    @Test
    void longPollingAnswersWhenSomethingHappens() {
        String cursor = alice.rest().get("/v1/sync").expect(200).text("/cursor");
        CompletableFuture<Answer> waiting = polling(cursor, 50);

        String id = group("news");

        JsonNode answer = waiting.join().expect(200).json();
        assertThat(ids(List.of(answer))).containsExactly(id);
    }

    /// Longer than the idle timeout of a connection.
    @Test
    @Tag("long")
    void longPollingOutlastsAnIdleConnection() {
        String cursor = alice.rest().get("/v1/sync").expect(200).text("/cursor");

        Answer answer = polling(cursor, 45).join();

        assertThat(answer.expect(200).text("/cursor")).isEqualTo(cursor);
    }

    private CompletableFuture<Answer> polling(String cursor, int seconds) {
        return CompletableFuture.supplyAsync(
                () -> alice.rest().get("/v1/sync?cursor=" + cursor + "&wait=" + seconds), Thread::startVirtualThread);
    }

    private List<JsonNode> pages(String from, int limit) {
        List<JsonNode> pages = new ArrayList<>();
        String cursor = from;
        do {
            pages.add(sync(cursor, limit).expect(200).json());
            cursor = pages.getLast().at("/cursor").asText();
        } while (pages.getLast().at("/more").asBoolean());
        return pages;
    }

    private Answer sync(String cursor, int limit) {
        return alice.rest().get("/v1/sync?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
    }

    private static List<String> ids(List<JsonNode> pages) {
        List<String> ids = new ArrayList<>();
        pages.forEach(page -> page.at("/conversations")
                .forEach(conversation -> ids.add(conversation.get("id").asText())));
        return ids;
    }

    private String group(String title) {
        return alice.rest()
                .post("/v1/conversations", Map.of("kind", "group", "title", title))
                .expect(201)
                .text("/id");
    }
}
