package io.hongyan.relation.graph;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Snowflake;
import io.hongyan.relation.Drivers;
import io.hongyan.relation.Relations;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Who is told of a change, and whom it stores, on the real Neo4j.
final class ChangeIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final String FOLLOW = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            CREATE (user)-[:FOLLOWS {source: $user, target: $other, number: $id, since: $now}]->(other)
            """;

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final List<UserId> told = new ArrayList<>();
    private Driver driver;

    @BeforeEach
    void connect() {
        Relations.awaitNeo4j(server);
        driver = Relations.driver(server);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void isToldOfWhereTheAnswerIsLost() {
        Change change = change(laidOut(Drivers.losingAnswers(driver)));

        assertUnavailable(() -> change.make(alice.id(), bob.id(), two -> two.run(FOLLOW)));

        assertThat(told).containsExactly(alice.id(), bob.id());
        assertThat(followersOfBob()).containsExactly(alice.id().toString());
    }

    @Test
    void isNotToldOfWhereNeo4jWasNotAsked() {
        Graph notLaidOut = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());

        assertUnavailable(() -> change(notLaidOut).make(alice.id(), bob.id(), two -> two.run(FOLLOW)));

        assertThat(told).isEmpty();
        assertThat(followersOfBob()).isEmpty();
    }

    @Test
    void isToldOfWhereNothingChanged() {
        change(laidOut(driver)).amend(alice.id(), bob.id(), two -> two.run("RETURN 1 AS nothing"));

        assertThat(told).containsExactly(alice.id(), bob.id());
    }

    @Test
    void takingAwayStoresNobody() {
        UserId nobody = new UserId(Long.MAX_VALUE - alice.id().value());

        for (String list : List.of("following", "blocks", "contacts")) {
            alice.rest().delete("/v1/" + list + "/" + nobody).expect(204);
            alice.rest().delete("/v1/" + list + "/" + nobody).expect(204);
        }
        alice.rest().patch("/v1/contacts/" + nobody, Map.of("starred", true)).expect(404);

        assertThat(isStored(nobody)).isFalse();
        alice.rest().put("/v1/following/" + bob.id(), Map.of()).expect(204);
        assertThat(isStored(bob.id())).isTrue();
    }

    private Graph laidOut(Driver asked) {
        Graph graph = new Graph(asked, TIMEOUT, new SimpleMeterRegistry());
        new GraphSchema(graph).apply();
        return graph;
    }

    private Change change(Graph graph) {
        return new Change(
                graph,
                (users, other) -> {
                    told.addAll(users);
                    told.add(other);
                },
                new Snowflake(Clock.systemUTC(), 7)::next,
                Clock.systemUTC());
    }

    private List<String> followersOfBob() {
        return bob.rest()
                .get("/v1/users/" + bob.id() + "/followers")
                .expect(200)
                .json()
                .at("/items")
                .findValuesAsText("userId");
    }

    private boolean isStored(UserId user) {
        try (Session session = driver.session()) {
            return session.run("MATCH (user:User {id: $id}) RETURN user", Map.of("id", user.value()))
                    .hasNext();
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
