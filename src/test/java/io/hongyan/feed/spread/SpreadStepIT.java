package io.hongyan.feed.spread;

import io.hongyan.feed.timeline.Timelines;
import io.hongyan.infra.Snowflake;
import io.hongyan.relation.Relations;
import io.hongyan.relation.circle.Circles;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.relation.permission.Ties;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import redis.clients.jedis.RedisClient;

import static org.assertj.core.api.Assertions.assertThat;

/// A post on its way to more followers than are told at a time.
final class SpreadStepIT {

    private static final int STRANGERS = 1_100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Their numbers lie between those of the two who are asked.
    private static final String FOLLOW = """
            MATCH (author:User {id: $author})
            MATCH (:User)-[first:FOLLOWS]->(author)
            WITH author, min(first.number) AS number
            UNWIND range(1, $count) AS i
            CREATE (stranger:User {id: $author + i})
            CREATE (stranger)-[:FOLLOWS {source: stranger.id, target: author.id, number: number + i, since: 0}]->(author)
            """;

    private final TestServer server = TestServer.shared();
    private final Jdbi jdbi = server.jdbi().installPlugin(new SqlObjectPlugin());
    private final TestUser author = server.user("author");
    private final TestUser first = server.user("first");
    private final TestUser last = server.user("last");
    private final List<UserId> told = new ArrayList<>();

    @Test
    void goesOnWhereItWasInterrupted() {
        Relations.awaitNeo4j(server);
        try (Driver driver = Relations.driver(server);
                RedisClient redis = server.redis()) {
            first.rest().put("/v1/following/" + author.id(), Map.of()).expect(204);
            follow(driver);
            last.rest().put("/v1/following/" + author.id(), Map.of()).expect(204);
            List.of(first, last).forEach(user -> user.rest().get("/v1/feed").expect(200));
            PostPublished post = new PostPublished(new PostId(new Snowflake(Clock.systemUTC(), 7).next()), author.id());
            note(post);

            assertThat(step(driver, redis).take(post)).isEqualTo(new SpreadStep.Told(500, true));
            assertThat(has(redis, last, post)).isTrue();
            assertThat(has(redis, first, post)).isFalse();
            // Another process goes on.
            assertThat(step(driver, redis).take(post)).isEqualTo(new SpreadStep.Told(500, true));
            assertThat(step(driver, redis).take(post)).isEqualTo(new SpreadStep.Told(STRANGERS + 2 - 1_000, false));
            assertThat(has(redis, first, post)).isTrue();
            assertThat(step(driver, redis).take(post)).isEqualTo(new SpreadStep.Told(0, false));
            assertThat(told)
                    .hasSize(STRANGERS + 2)
                    .doesNotHaveDuplicates()
                    .startsWith(last.id())
                    .endsWith(first.id());
            assertThat(redis.exists("feed:" + (author.id().value() + 1))).isFalse();
        }
    }

    private void follow(Driver driver) {
        try (Session session = driver.session()) {
            session.executeWriteWithoutResult(transaction -> transaction
                    .run(FOLLOW, Map.of("author", author.id().value(), "count", STRANGERS))
                    .consume());
        }
    }

    private void note(PostPublished post) {
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO post (id, author, visibility, text, at) VALUES (?, ?, 'EVERYONE', 'hello', ?)",
                post.post(),
                post.author(),
                Instant.now()));
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO feed_fanout (post, author, below, told_at) VALUES (?, ?, ?, ?)",
                post.post(),
                post.author(),
                Long.MAX_VALUE,
                Instant.now()));
    }

    private SpreadStep step(Driver driver, RedisClient redis) {
        Graph graph = new Graph(driver, PATIENCE, new SimpleMeterRegistry());
        new GraphSchema(graph).apply();
        return new SpreadStep(
                jdbi,
                new Circles(graph, new Ties(graph), 10, 10, 10, PATIENCE),
                new Timelines(redis, 800, Duration.ofDays(1)),
                (_, _, followers) -> told.addAll(followers),
                new SpreadMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }

    private static boolean has(RedisClient redis, TestUser user, PostPublished post) {
        String member = "%019d:%s".formatted(post.post().value(), post.author());
        return redis.zscore("feed:" + user.id(), member) != null;
    }
}
