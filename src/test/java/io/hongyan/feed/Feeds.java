package io.hongyan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What tests do with the feed, as its clients do.
final class Feeds {

    /// The fan-out of a server that has just started joins its group first.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Feeds() {}

    /// Posts something for everybody, and gives its id.
    static String post(TestUser author, String text) {
        return post(author, text, "everyone");
    }

    static String post(TestUser author, String text, String visibility) {
        return author.rest()
                .post("/v1/posts", Map.of("text", text, "visibility", visibility))
                .expect(201)
                .text("/id");
    }

    static void follow(TestUser user, TestUser author) {
        user.rest().put("/v1/following/" + author.id(), Map.of()).expect(204);
    }

    static void unfollow(TestUser user, TestUser author) {
        user.rest().delete("/v1/following/" + author.id()).expect(204);
    }

    /// The ids of a whole home timeline, read by pages of `size`.
    static List<String> home(TestUser reader, int size) {
        return list(reader, "/v1/feed", size);
    }

    /// The ids of a whole list, read by pages of `size`: none comes twice, each page but the last is full.
    static List<String> list(TestUser reader, String path, int size) {
        return list(reader, path, size, () -> {});
    }

    /// The same, while `meanwhile` happens after each page but the last.
    static List<String> list(TestUser reader, String path, int size, Runnable meanwhile) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            if (!cursor.isEmpty()) {
                meanwhile.run();
            }
            JsonNode page = reader.rest()
                    .get(path + "?limit=" + size + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200)
                    .json();
            page.path("items").forEach(item -> ids.add(item.path("id").asText()));
            cursor = page.path("nextCursor").asText("");
            assertThat(cursor.isEmpty() || page.path("items").size() == size)
                    .as("a page of %s", path)
                    .isTrue();
        } while (!cursor.isEmpty());
        assertThat(ids).doesNotHaveDuplicates();
        return ids;
    }

    static int unread(TestUser reader) {
        return reader.rest()
                .get("/v1/feed/unread")
                .expect(200)
                .json()
                .path("unread")
                .asInt();
    }

    /// Says who pays for an author's posts: `write`, `read`, or `auto` for their followers' number.
    static void override(TestServer server, TestUser author, String mode) {
        server.administrator()
                .put("/v1/admin/users/" + author.id() + "/fanout", Map.of("mode", mode))
                .expect(200);
    }

    /// How often the way of an author's posts has changed.
    static long generation(TestServer server, TestUser author) {
        return server.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT generation FROM feed_author WHERE author = ?")
                        .bind(0, author.id().value())
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    /// Returns when every post has reached the timelines.
    static void awaitSpread(TestServer server) {
        await("the fan-out of posts").atMost(PATIENCE).until(() -> onTheirWay(server) == 0);
    }

    /// How many posts haven't reached all timelines.
    static int onTheirWay(TestServer server) {
        return server.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM feed_fanout")
                        .mapTo(Integer.class)
                        .one());
    }
}
