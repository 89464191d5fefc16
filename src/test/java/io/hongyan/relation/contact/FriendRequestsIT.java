package io.hongyan.relation.contact;

import io.hongyan.account.Accounts;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Snowflake;
import io.hongyan.relation.Relations;
import io.hongyan.relation.contact.FriendRequest.State;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.testing.TestClock;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Requests on the real Neo4j, with a clock that is set here and a small limit.
final class FriendRequestsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofDays(30);
    private static final int LIMIT = 2;
    private static final int PAGE = 10;

    private static final String BLOCK = """
            MATCH (one:User {id: $one}), (other:User {id: $other})
            CREATE (one)-[:BLOCKS {source: $one, target: $other, number: 1, since: 0}]->(other)
            """;

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");
    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private Driver driver;
    private FriendRequests requests;

    @BeforeEach
    void connect() {
        Relations.awaitNeo4j(server);
        driver = Relations.driver(server);
        Graph graph = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());
        new GraphSchema(graph).apply();
        Change change = new Change(graph, (one, other) -> {}, new Snowflake(Clock.systemUTC(), 7)::next, clock);
        Accounts accounts = new Accounts(server.jdbi().installPlugin(new SqlObjectPlugin()));
        requests =
                new FriendRequests(graph, change, accounts, new ContactNews(graph, (_, _) -> {}), LIFE, LIMIT, clock);
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void aRequestThatHasExpiredIsOver() {
        FriendRequest first = requests.ask(alice.id(), bob.id(), "hello");
        clock.pass(LIFE.minusMillis(1));
        assertThat(incoming(bob)).containsExactly(first);
        assertThat(outgoing(alice)).containsExactly(first);

        clock.pass(Duration.ofMillis(1));

        assertThat(incoming(bob)).isEmpty();
        assertThat(outgoing(alice)).isEmpty();
        assertCode(() -> requests.accept(bob.id(), first.id()), ErrorCode.GONE);
        assertCode(() -> requests.decline(bob.id(), first.id()), ErrorCode.GONE);
        FriendRequest again = requests.ask(alice.id(), bob.id(), "hello again");
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(again.at()).isEqualTo(clock.instant());
        assertThat(incoming(bob)).containsExactly(again);
        assertCode(() -> requests.accept(bob.id(), first.id()), ErrorCode.NOT_FOUND);
        assertThat(accept(bob, again)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void whoeverWasDeclinedMayAskAnewOnceThatHasExpired() {
        FriendRequest first = requests.ask(alice.id(), bob.id(), "");
        requests.decline(bob.id(), first.id());
        assertThat(requests.ask(alice.id(), bob.id(), "please").id()).isEqualTo(first.id());
        assertThat(incoming(bob)).isEmpty();

        clock.pass(LIFE);

        FriendRequest again = requests.ask(alice.id(), bob.id(), "after a month");
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(incoming(bob)).containsExactly(again);
    }

    @Test
    void nobodyWhoAskedIsGivenMoreContactsThanOneMayHave() {
        FriendRequest asked = requests.ask(alice.id(), bob.id(), "");
        List<TestUser> others = server.users("other", LIMIT);
        others.forEach(other -> befriend(other, alice));

        assertCode(() -> requests.accept(bob.id(), asked.id()), ErrorCode.CONFLICT);
        assertCode(() -> requests.ask(bob.id(), alice.id(), ""), ErrorCode.CONFLICT);
        assertThat(incoming(bob)).containsExactly(asked);

        alice.rest().delete("/v1/contacts/" + others.getFirst().id()).expect(204);
        assertThat(accept(bob, asked)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void nobodyWhoIsAskedIsGivenMoreContactsThanOneMayHave() {
        server.users("other", LIMIT).forEach(other -> befriend(other, alice));
        FriendRequest asked = requests.ask(bob.id(), alice.id(), "");

        assertCode(() -> requests.accept(alice.id(), asked.id()), ErrorCode.CONFLICT);
        assertCode(() -> requests.ask(alice.id(), bob.id(), ""), ErrorCode.CONFLICT);
        assertThat(incoming(alice)).containsExactly(asked);
    }

    @Test
    void whoeverHasTheOtherAlreadyNeedsNoRoom() {
        befriend(bob, alice);
        befriend(carol, alice);
        bob.rest().delete("/v1/contacts/" + alice.id()).expect(204);

        FriendRequest asked = requests.ask(alice.id(), bob.id(), "");

        assertThat(asked.state()).isEqualTo(State.PENDING);
        assertThat(accept(bob, asked)).isEqualTo(State.ACCEPTED);
    }

    /// Also where the block doesn't hide the request, or take it back.
    @Test
    void nothingIsAnsweredAcrossABlock() {
        FriendRequest ofAlice = requests.ask(alice.id(), bob.id(), "");
        FriendRequest ofCarol = requests.ask(carol.id(), alice.id(), "");
        block(alice, bob);
        block(alice, carol);

        assertCode(() -> requests.accept(bob.id(), ofAlice.id()), ErrorCode.NOT_FOUND);
        assertCode(() -> requests.decline(bob.id(), ofAlice.id()), ErrorCode.NOT_FOUND);
        assertCode(() -> requests.accept(alice.id(), ofCarol.id()), ErrorCode.NOT_FOUND);
        assertCode(() -> requests.decline(alice.id(), ofCarol.id()), ErrorCode.NOT_FOUND);
    }

    private void befriend(TestUser one, TestUser other) {
        assertThat(accept(other, requests.ask(one.id(), other.id(), ""))).isEqualTo(State.ACCEPTED);
    }

    private State accept(TestUser user, FriendRequest request) {
        return requests.accept(user.id(), request.id()).state();
    }

    private List<FriendRequest> incoming(TestUser user) {
        return requests.incoming(user.id(), PAGE, null).items();
    }

    private List<FriendRequest> outgoing(TestUser user) {
        return requests.outgoing(user.id(), PAGE, null).items();
    }

    private void block(TestUser one, TestUser other) {
        try (Session session = driver.session()) {
            session.run(
                            BLOCK,
                            Map.of("one", one.id().value(), "other", other.id().value()))
                    .consume();
        }
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
