package io.hongyan.feed;

import io.hongyan.relation.Relations;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

import static org.assertj.core.api.Assertions.assertThat;

/// Posts on their way to very many, and chat beside them.
final class SpreadingIT {

    private static final int FOLLOWERS = 4_500;
    private static final int BATCH = 300;
    private static final int POSTS = 30;
    private static final int MESSAGES = 20;

    private final TestServer server = TestServer.shared();

    @Test
    @Tag("long")
    void messagesAreAcknowledgedWhilePostsAreOnTheirWay() {
        Relations.awaitNeo4j(server);
        TestUser author = server.user("author");
        List<TestUser> followers = new ArrayList<>();
        while (followers.size() < FOLLOWERS) {
            List<TestUser> some = server.users("follower", BATCH);
            server.administrator()
                    .post(
                            "/v1/admin/users/" + author.id() + "/followers",
                            Map.of("userIds", some.stream().map(TestUser::id).toList()))
                    .expect(200);
            followers.addAll(some);
        }
        // Of those who write below, one reads what is spread too.
        TestUser one = followers.getFirst();
        TestUser other = followers.getLast();
        String conversation = Chats.direct(one, other).expect(201).text("/id");
        Feeds.home(one, 50);
        Feeds.awaitSpread(server);

        // All at once: one after another they might be told as fast as they are made.
        IntStream.range(0, POSTS)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> Feeds.post(author, "post " + number), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        for (int number = 0; number < MESSAGES; number++) {
            Chats.say(one, conversation).expect(201);
        }

        // The last message was answered before the last timeline was written: nothing waits for that.
        assertThat(Feeds.onTheirWay(server)).isPositive();
        Feeds.awaitSpread(server);
        assertThat(Feeds.home(one, 50)).hasSize(POSTS);
    }

    @Test
    void aPostWhoseAnnouncementWasLostIsSpreadAllTheSame() {
        Relations.awaitNeo4j(server);
        TestUser author = server.user("author");
        TestUser reader = server.user("reader");
        Feeds.follow(reader, author);
        Feeds.home(reader, 50);
        String post = Feeds.post(author, "unheard");
        Feeds.awaitSpread(server);
        String member = "%019d:%s".formatted(Long.parseLong(post), author.id());

        try (RedisClient redis = server.redis()) {
            redis.zrem("feed:" + reader.id(), member);
            server.jdbi()
                    .useHandle(handle -> handle.execute(
                            "INSERT INTO feed_fanout (post, author, below, told_at) VALUES (?, ?, ?, ?)",
                            Long.parseLong(post),
                            author.id().value(),
                            Long.MAX_VALUE,
                            Instant.now().minus(Duration.ofMinutes(3))));
            Feeds.awaitSpread(server);

            assertThat(redis.zscore("feed:" + reader.id(), member)).isNotNull();
        }
    }
}
