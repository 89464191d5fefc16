package io.hongyan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

import static io.hongyan.feed.Feeds.follow;
import static io.hongyan.feed.Feeds.home;
import static io.hongyan.feed.Feeds.list;
import static io.hongyan.feed.Feeds.post;
import static io.hongyan.feed.Feeds.unfollow;
import static io.hongyan.feed.Feeds.unread;
import static io.hongyan.relation.Relations.befriend;
import static org.assertj.core.api.Assertions.assertThat;

/// What people post, and what others see of it.
final class FeedIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    @BeforeEach
    void awaitNeo4j() {
        Relations.awaitNeo4j(server);
    }

    @Test
    void aPostIsInTheTimelinesOfItsAuthorAndOfThoseWhoFollow() {
        follow(bob, alice);
        String first = post(alice, "first");
        String second = post(alice, "second");

        assertThat(home(bob, 50)).containsExactly(second, first);
        assertThat(home(alice, 50)).containsExactly(second, first);
        assertThat(home(carol, 50)).isEmpty();
        JsonNode shown = bob.rest().get("/v1/feed").expect(200).json().at("/items/0");
        assertThat(shown.path("text").asText()).isEqualTo("second");
        assertThat(shown.at("/author/name").asText()).isEqualTo(alice.name());
        assertThat(shown.path("visibility").asText()).isEqualTo("everyone");
    }

    @Test
    void whatIsWrittenIntoATimelineIsReadFromThere() {
        follow(bob, alice);
        String first = post(alice, "first");
        assertThat(home(bob, 50)).containsExactly(first);
        String second = post(alice, "second");
        Feeds.awaitSpread(server);

        // Nobody else does that: it shows that PostgreSQL isn't asked.
        try (RedisClient redis = server.redis()) {
            assertThat(redis.zrem("feed:" + bob.id(), "%019d:%s".formatted(Long.parseLong(first), alice.id())))
                    .isEqualTo(1);
        }
        assertThat(home(bob, 50)).containsExactly(second);
    }

    @Test
    void anAdministratorSaysWhoPaysForAnAuthorsPosts() {
        follow(bob, alice);
        String written = post(alice, "written");
        assertThat(home(bob, 50)).containsExactly(written);
        Feeds.awaitSpread(server);

        Feeds.override(server, alice, "read");
        String read = post(alice, "read");
        assertThat(home(bob, 50)).containsExactly(read, written);
        Feeds.override(server, alice, "auto");
        String auto = post(alice, "written again");
        Feeds.awaitSpread(server);

        assertThat(home(bob, 50)).containsExactly(auto, read, written);
        assertThat(Feeds.generation(server, alice)).isEqualTo(2);
        assertThat(server.audited("override author's fan-out", alice.id())).containsExactly("READ", "AUTO");
        String path = "/v1/admin/users/" + alice.id() + "/fanout";
        alice.rest().put(path, Map.of("mode", "read")).expect(404);
        server.administrator().put(path, Map.of("mode", "fast")).expect(422);
        server.administrator()
                .put("/v1/admin/users/404/fanout", Map.of("mode", "read"))
                .expect(404);
    }

    @Test
    void whoeverBeginsToFollowSeesWhatWasPostedBefore() {
        String before = post(alice, "before");
        String other = post(carol, "another's");
        assertThat(home(bob, 50)).isEmpty();

        follow(bob, alice);
        follow(bob, carol);

        assertThat(home(bob, 1)).containsExactly(other, before);
    }

    @Test
    void whatIsUnfollowedIsGoneAtOnceAndWholeAgainWhenFollowedAgain() {
        follow(bob, alice);
        String first = post(alice, "first");
        assertThat(home(bob, 50)).containsExactly(first);

        unfollow(bob, alice);
        assertThat(home(bob, 50)).isEmpty();
        String meanwhile = post(alice, "meanwhile");
        Feeds.awaitSpread(server);

        follow(bob, alice);
        assertThat(home(bob, 50)).containsExactly(meanwhile, first);
    }

    @Test
    void friendsSeeWhatIsForFriendsAndNobodyWhatIsForOneself() {
        befriend(alice, bob);
        follow(bob, alice);
        follow(carol, alice);
        String everyone = post(alice, "everyone");
        String friends = post(alice, "friends", "friends");
        String self = post(alice, "self", "self");

        assertThat(home(alice, 50)).containsExactly(self, friends, everyone);
        assertThat(home(bob, 50)).containsExactly(friends, everyone);
        assertThat(home(carol, 50)).containsExactly(everyone);
        assertThat(list(carol, "/v1/users/" + alice.id() + "/posts", 1)).containsExactly(everyone);
        carol.rest().get("/v1/posts/" + friends).expect(404);
        bob.rest().get("/v1/posts/" + friends).expect(200);
        bob.rest().get("/v1/posts/" + self).expect(404);
    }

    @Test
    void whatIsNotForThemStrangersReachByNoPath() {
        befriend(alice, bob);
        follow(carol, alice);
        for (String visibility : List.of("friends", "self")) {
            String hidden = post(alice, "hidden", visibility);
            String path = "/v1/posts/" + hidden;
            String comment = alice.rest()
                    .post(path + "/comments", Map.of("text", "well"))
                    .expect(201)
                    .text("/id");

            carol.rest().get(path).expect(404);
            carol.rest().delete(path).expect(404);
            carol.rest().put(path + "/like", Map.of()).expect(404);
            carol.rest().delete(path + "/like").expect(404);
            carol.rest().get(path + "/likes").expect(404);
            carol.rest().get(path + "/comments").expect(404);
            carol.rest().post(path + "/comments", Map.of("text", "well")).expect(404);
            carol.rest().delete(path + "/comments/" + comment).expect(404);
            carol.rest().post("/v1/posts", Map.of("repostOf", hidden)).expect(404);
        }
        assertThat(home(carol, 50)).isEmpty();
        assertThat(list(carol, "/v1/users/" + alice.id() + "/posts", 50)).isEmpty();
        assertThat(unread(carol)).isZero();
    }

    @Test
    void whatIsHandedOnIsNotShownToWhomItsAuthorHasBlocked() {
        follow(carol, bob);
        String original = post(alice, "the original");
        bob.rest().post("/v1/posts", Map.of("repostOf", original)).expect(201);
        assertThat(carol.rest()
                        .get("/v1/feed")
                        .expect(200)
                        .json()
                        .at("/items/0/original/id")
                        .asText())
                .isEqualTo(original);

        alice.rest().put("/v1/blocks/" + carol.id(), Map.of()).expect(204);

        JsonNode shown = carol.rest().get("/v1/feed").expect(200).json().at("/items/0");
        assertThat(shown.path("repostOf").asText()).isEqualTo(original);
        assertThat(shown.has("original")).isFalse();
    }

    @Test
    void aBlockHidesPostsBothWaysAtOnce() {
        follow(bob, alice);
        follow(alice, bob);
        String of = post(alice, "alice's");
        String by = post(bob, "bob's");
        assertThat(home(bob, 50)).containsExactly(by, of);

        alice.rest().put("/v1/blocks/" + bob.id(), Map.of()).expect(204);

        assertThat(home(bob, 50)).containsExactly(by);
        assertThat(home(alice, 50)).containsExactly(of);
        assertThat(list(bob, "/v1/users/" + alice.id() + "/posts", 50)).isEmpty();
        assertThat(list(alice, "/v1/users/" + bob.id() + "/posts", 50)).isEmpty();
        bob.rest().get("/v1/posts/" + of).expect(404);
        bob.rest().put("/v1/posts/" + of + "/like", Map.of()).expect(404);
    }

    @Test
    void aDeletedPostIsGoneForEverybody() {
        follow(bob, alice);
        String kept = post(alice, "kept");
        String gone = post(alice, "gone");
        assertThat(home(bob, 50)).containsExactly(gone, kept);

        bob.rest().delete("/v1/posts/" + gone).expect(403);
        alice.rest().delete("/v1/posts/" + gone).expect(204);

        assertThat(home(bob, 50)).containsExactly(kept);
        assertThat(home(alice, 50)).containsExactly(kept);
        alice.rest().get("/v1/posts/" + gone).expect(404);
        alice.rest().delete("/v1/posts/" + gone).expect(404);
    }

    @Test
    void aPostIsHandedOnWithTheOriginal() {
        follow(carol, bob);
        String original = post(alice, "the original");
        String repost = bob.rest()
                .post("/v1/posts", Map.of("repostOf", original))
                .expect(201)
                .text("/id");
        String again = carol.rest()
                .post("/v1/posts", Map.of("repostOf", repost, "text", "look"))
                .expect(201)
                .text("/repostOf");

        assertThat(again).isEqualTo(original);
        JsonNode shown = carol.rest().get("/v1/posts/" + repost).expect(200).json();
        assertThat(shown.at("/original/text").asText()).isEqualTo("the original");
        assertThat(shown.at("/original/reposts").asInt()).isEqualTo(2);
        bob.rest().delete("/v1/posts/" + repost).expect(204);
        alice.rest().delete("/v1/posts/" + original).expect(204);
        JsonNode left = carol.rest().get("/v1/feed").expect(200).json().at("/items/0");
        assertThat(left.path("text").asText()).isEqualTo("look");
        assertThat(left.path("repostOf").asText()).isEqualTo(original);
        assertThat(left.has("original")).isFalse();
    }

    @Test
    void whatIsNotForEverybodyIsNotHandedOn() {
        befriend(alice, bob);
        String friends = post(alice, "for friends", "friends");

        bob.rest().post("/v1/posts", Map.of("repostOf", friends)).expect(403);
        carol.rest().post("/v1/posts", Map.of("repostOf", friends)).expect(404);
    }

    @Test
    void likesAreCountedOnce() {
        String post = post(alice, "likeable");

        bob.rest().put("/v1/posts/" + post + "/like", Map.of()).expect(204);
        bob.rest().put("/v1/posts/" + post + "/like", Map.of()).expect(204);
        carol.rest().put("/v1/posts/" + post + "/like", Map.of()).expect(204);
        assertThat(bob.rest().get("/v1/posts/" + post).json().path("likes").asInt())
                .isEqualTo(2);
        assertThat(bob.rest().get("/v1/posts/" + post).json().path("liked").asBoolean())
                .isTrue();
        assertThat(people(alice, post))
                .containsExactly(carol.id().toString(), bob.id().toString());

        bob.rest().delete("/v1/posts/" + post + "/like").expect(204);
        bob.rest().delete("/v1/posts/" + post + "/like").expect(204);
        assertThat(bob.rest().get("/v1/posts/" + post).json().path("likes").asInt())
                .isEqualTo(1);
        assertThat(people(alice, post)).containsExactly(carol.id().toString());
    }

    @Test
    void whoLikesAPostIsListedByPages() {
        String post = post(alice, "likeable");
        List<TestUser> fans = server.users("fan", 7);
        fans.forEach(
                fan -> fan.rest().put("/v1/posts/" + post + "/like", Map.of()).expect(204));
        // One who is in nobody's way, but whom the reader doesn't see.
        alice.rest().put("/v1/blocks/" + fans.get(3).id(), Map.of()).expect(204);

        List<List<String>> pages = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = alice.rest()
                    .get("/v1/posts/" + post + "/likes?limit=3" + cursor)
                    .expect(200)
                    .json();
            pages.add(page.path("items").findValuesAsText("userId"));
            // Who likes it meanwhile comes before those who were shown, and not among those who follow.
            carol.rest().put("/v1/posts/" + post + "/like", Map.of()).expect(204);
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(pages).containsExactly(ids(fans, 6, 5, 4), ids(fans, 2, 1), ids(fans, 0));
        alice.rest().get("/v1/posts/" + post + "/likes?cursor=x").expect(422);
    }

    private static List<String> ids(List<TestUser> users, int... indexes) {
        return IntStream.of(indexes)
                .mapToObj(index -> users.get(index).id().toString())
                .toList();
    }

    @Test
    void commentsAreListedAndCounted() {
        String post = post(alice, "say something");
        String comments = "/v1/posts/" + post + "/comments";

        Answer first = bob.rest().post(comments, Map.of("text", "well")).expect(201);
        String answer = alice.rest()
                .post(comments, Map.of("text", "well?", "replyTo", first.text("/id")))
                .expect(201)
                .text("/id");
        assertThat(list(carol, comments, 1)).containsExactly(answer, first.text("/id"));
        assertThat(carol.rest().get(comments).json().at("/items/0/replyTo").asText())
                .isEqualTo(first.text("/id"));
        bob.rest().post(comments, Map.of("text", "?", "replyTo", "7")).expect(422);
        bob.rest().post(comments, Map.of("text", " ")).expect(422);
        carol.rest().delete(comments + "/" + answer).expect(403);

        alice.rest().delete(comments + "/" + first.text("/id")).expect(204);
        alice.rest().delete(comments + "/" + first.text("/id")).expect(404);
        assertThat(list(carol, comments, 50)).containsExactly(answer);
        assertThat(alice.rest().get("/v1/posts/" + post).json().path("comments").asInt())
                .isEqualTo(1);
    }

    @Test
    void whoeverBlockedSomebodyDoesNotSeeThemUnderPosts() {
        String post = post(alice, "say something");
        bob.rest()
                .post("/v1/posts/" + post + "/comments", Map.of("text", "well"))
                .expect(201);
        bob.rest().put("/v1/posts/" + post + "/like", Map.of()).expect(204);

        carol.rest().put("/v1/blocks/" + bob.id(), Map.of()).expect(204);

        assertThat(list(carol, "/v1/posts/" + post + "/comments", 50)).isEmpty();
        assertThat(people(carol, post)).isEmpty();
        assertThat(people(alice, post)).containsExactly(bob.id().toString());
    }

    @Test
    void unreadAreThePostsOfOthersAboveTheMark() {
        follow(bob, alice);
        String first = post(alice, "first");
        post(bob, "own");
        post(alice, "second");
        String third = post(alice, "third");

        assertThat(unread(bob)).isEqualTo(3);
        assertThat(bob.rest()
                        .put("/v1/feed/read", Map.of("postId", first))
                        .expect(200)
                        .json()
                        .path("unread")
                        .asInt())
                .isEqualTo(2);
        bob.rest().put("/v1/feed/read", Map.of("postId", third)).expect(200);
        assertThat(unread(bob)).isZero();
        bob.rest().put("/v1/feed/read", Map.of("postId", first)).expect(200);
        assertThat(unread(bob)).isZero();
        post(alice, "fourth");
        assertThat(unread(bob)).isEqualTo(1);
    }

    @Test
    void aRepeatedRequestPostsOnce() {
        RestClient repeating = alice.rest().with("Idempotency-Key", "feed-" + alice.id());

        String first =
                repeating.post("/v1/posts", Map.of("text", "once")).expect(201).text("/id");
        String second =
                repeating.post("/v1/posts", Map.of("text", "once")).expect(201).text("/id");

        assertThat(second).isEqualTo(first);
        assertThat(home(alice, 50)).containsExactly(first);
        repeating.post("/v1/posts", Map.of("text", "twice")).expect(409);
    }

    @Test
    void emptyPostsAndWrongCursorsAreRefused() {
        alice.rest().post("/v1/posts", Map.of("text", "  ")).expect(422);
        alice.rest().post("/v1/posts", Map.of("text", "x".repeat(8_001))).expect(422);
        alice.rest()
                .post("/v1/posts", Map.of("text", "hello", "visibility", "nobody"))
                .expect(422);
        alice.rest().post("/v1/posts", Map.of("repostOf", "7")).expect(404);
        alice.rest().get("/v1/feed?cursor=x").expect(422);
        alice.rest().get("/v1/feed?limit=201").expect(422);
        alice.rest().get("/v1/posts/x").expect(404);
    }

    private static List<String> people(TestUser reader, String post) {
        return reader.rest()
                .get("/v1/posts/" + post + "/likes")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("userId");
    }
}
