package io.hongyan.relation.permission;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.log.RelationFeed;
import io.hongyan.relation.Relations;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.standalone.EngineName;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestEngines;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

import static io.hongyan.relation.Relations.befriend;
import static io.hongyan.testing.Chats.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// The policies on the real Neo4j, with it and without.
final class PermissionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration RENEWED = Duration.ofMinutes(10);

    /// More failures than the breaker looks at.
    private static final int FAILURES = 25;

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");
    private final AtomicLong nanos = new AtomicLong();
    private Driver driver;
    private Graph graph;

    @BeforeEach
    void connect() {
        Relations.awaitNeo4j(server);
        driver = Relations.driver(server);
        graph = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());
        new GraphSchema(graph, Ties.FIRST_QUESTION).apply();
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void friendsMayWriteToThoseWhoHaveThem() {
        befriend(alice, bob);
        Permissions friends = permissions(MessagingPolicy.FRIENDS, OutagePolicy.DENY, Set.of());

        assertThatCode(() -> friends.require(alice.id(), bob.id())).doesNotThrowAnyException();
        assertNotAllowed(() -> friends.require(alice.id(), carol.id()));
        assertNotAllowed(() -> friends.requireAll(alice.id(), List.of(alice.id(), bob.id(), carol.id())));

        bob.rest().delete("/v1/contacts/" + alice.id()).expect(204);
        friends.forget(bob.id(), alice.id());
        assertNotAllowed(() -> friends.require(alice.id(), bob.id()));
        assertThatCode(() -> friends.require(bob.id(), alice.id())).doesNotThrowAnyException();
    }

    @Test
    void whoeverIsFollowedMayWriteToTheirFollowers() {
        alice.rest().put("/v1/following/" + bob.id(), Map.of()).expect(204);
        Permissions followers = permissions(MessagingPolicy.FOLLOWERS, OutagePolicy.DENY, Set.of());

        assertThatCode(() -> followers.require(bob.id(), alice.id())).doesNotThrowAnyException();
        assertNotAllowed(() -> followers.require(alice.id(), bob.id()));
    }

    @Test
    void serviceAccountsMayAlwaysButNotPastABlock() {
        Permissions friends = permissions(MessagingPolicy.FRIENDS, OutagePolicy.DENY, Set.of(carol.id()));

        assertThatCode(() -> friends.require(carol.id(), bob.id())).doesNotThrowAnyException();
        assertThatCode(() -> friends.require(bob.id(), carol.id())).doesNotThrowAnyException();

        bob.rest().put("/v1/blocks/" + carol.id(), Map.of()).expect(204);
        friends.forget(bob.id(), carol.id());
        assertNotAllowed(() -> friends.require(carol.id(), bob.id()));
    }

    @Test
    @Tag("long")
    void withoutNeo4jWhatIsRememberedHoldsAndTheRestFollowsTheConfiguration() throws InterruptedException {
        String direct = Chats.direct(alice, bob).expect(201).text("/id");
        say(alice, direct).expect(201);
        carol.rest().put("/v1/blocks/" + alice.id(), Map.of()).expect(204);
        Permissions deny = permissions(MessagingPolicy.ANYONE, OutagePolicy.DENY, Set.of());
        Permissions allow = permissions(MessagingPolicy.ANYONE, OutagePolicy.ALLOW, Set.of());
        deny.require(alice.id(), bob.id());
        assertNotAllowed(() -> deny.require(alice.id(), carol.id()));
        assertThat(allow.findBlockers(Set.of(bob.id(), carol.id()), alice.id())).contains(Set.of(carol.id()));

        try (TestSocket bobs = TestSocket.connect(server, bob);
                TestSocket carols = TestSocket.connect(server, carol);
                TestSocket alices = TestSocket.connect(server, alice)) {
            watch(alices, List.of(bob));
            await().until(() -> states(alices, bob).contains("online"));
            awaitSeen("neo4j ok", 1);
            server.engines().stop(EngineName.NEO4J);
            try {
                operatorsSeeThatItIsGivenUp();
                knownHoldsAndTheRestFollowsTheConfiguration(deny, allow, direct);
                nobodyIsShownWhoMayHaveBlocked(alices, bobs);
            } finally {
                server.engines().start(EngineName.NEO4J);
            }

            awaitSeen("neo4j ok", 1);
            await().atMost(PATIENCE).until(() -> !states(alices, carol).isEmpty());
            assertThat(states(alices, carol)).containsOnly("offline");
            assertThat(carols.isOpen()).isTrue();
        }
        // One that was started anew plans each question anew, which may take longer than one may take.
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> deny.require(bob.id(), carol.id()));
        carol.rest().put("/v1/blocks/" + bob.id(), Map.of()).expect(204);
    }

    private void operatorsSeeThatItIsGivenUp() {
        List<CompletableFuture<Answer>> calls = IntStream.range(0, FAILURES)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> carol.rest().get("/v1/contacts"), Thread::startVirtualThread))
                .toList();
        assertThat(calls.stream().map(CompletableFuture::join).toList())
                .extracting(Answer::status)
                .containsOnly(503);
        awaitSeen("neo4j down: .*breaker open", 0);
    }

    /// As after the death of a node that had changed it.
    @Test
    void whatNobodyWasToldOfIsFoundWhenADecisionIsRenewed() {
        Permissions anyone = permissions(MessagingPolicy.ANYONE, OutagePolicy.DENY, Set.of());
        anyone.require(alice.id(), bob.id());
        blockAndTellNobody();
        anyone.require(alice.id(), bob.id());

        nanos.addAndGet(RENEWED.toNanos() + 1);

        await().untilAsserted(() -> assertNotAllowed(() -> anyone.require(alice.id(), bob.id())));
    }

    /// The same.
    @Test
    void whatNobodyHasNeededForLongIsAskedBeforeItIsUsed() {
        Permissions anyone = permissions(MessagingPolicy.ANYONE, OutagePolicy.DENY, Set.of());
        anyone.require(alice.id(), bob.id());
        blockAndTellNobody();

        nanos.addAndGet(RENEWED.multipliedBy(7).toNanos());

        assertNotAllowed(() -> anyone.require(alice.id(), bob.id()));
        // Whoever asks again is answered before it is remembered.
        await().until(() -> anyone.isKnown(alice.id(), bob.id()));
    }

    private void blockAndTellNobody() {
        try (Session session = driver.session()) {
            session.run("""
                            MERGE (one:User {id: $one}) MERGE (other:User {id: $other})
                            CREATE (other)-[:BLOCKS {source: $other, target: $one, number: 1, since: 0}]->(one)
                            """, Map.of("one", alice.id().value(), "other", bob.id().value()))
                    .consume();
        }
    }

    /// A line of `/ready` begins like this, and the gauge of the breaker stands there, at the same time. Each look also
    /// asks Neo4j, and so closes the breaker of one that is there.
    private void awaitSeen(String line, double closed) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(server.admin().get("/ready").expect(200).body().lines())
                    .anyMatch(found -> found.matches(line + ".*"));
            assertThat(server.admin().get("/metrics").body().lines())
                    .contains("hongyan_graph_breaker_closed{gate=\"neo4j\"} " + closed);
        });
    }

    private void knownHoldsAndTheRestFollowsTheConfiguration(Permissions deny, Permissions allow, String direct) {
        // However long it is away.
        nanos.addAndGet(RENEWED.multipliedBy(10).toNanos());
        assertThatCode(() -> deny.requireAll(alice.id(), List.of(alice.id(), bob.id())))
                .doesNotThrowAnyException();
        assertNotAllowed(() -> deny.requireAll(alice.id(), List.of(bob.id(), carol.id())));
        for (int again = 0; again < 2; again++) {
            assertThatCode(() -> deny.require(alice.id(), bob.id())).doesNotThrowAnyException();
            assertNotAllowed(() -> deny.require(alice.id(), carol.id()));
        }
        // Asked once, and not again for each message.
        await().until(() -> deny.isKnown(alice.id(), bob.id()));
        assertCode(() -> deny.require(bob.id(), carol.id()), ErrorCode.UNAVAILABLE);
        assertThatCode(() -> allow.require(bob.id(), carol.id())).doesNotThrowAnyException();
        assertThat(deny.isKnown(bob.id(), carol.id())).isFalse();
        assertThat(deny.findBlockers(Set.of(bob.id()), alice.id())).isEmpty();
        assertThat(allow.findBlockers(Set.of(bob.id()), alice.id())).isEmpty();
        say(alice, direct).expect(201);
        Answer blocking = carol.rest().put("/v1/blocks/" + bob.id(), Map.of());
        assertThat(blocking.status()).isEqualTo(503);
        assertThat(blocking.text("/code")).isEqualTo("unavailable");
        await().untilAsserted(() ->
                assertThat(server.admin().get("/ready").expect(200).body()).contains("neo4j down"));
        // Given up after some failures: whoever asks then doesn't wait.
        await().until(() -> {
            long asked = System.nanoTime();
            allow.require(new UserId(System.nanoTime()), carol.id());
            return System.nanoTime() - asked < TIMEOUT.toNanos() / 20;
        });
    }

    /// Bob is known not to have, since before.
    private void nobodyIsShownWhoMayHaveBlocked(TestSocket alices, TestSocket bobs) {
        watch(alices, List.of(bob, carol));
        bobs.ask(Map.of("t", "status", "state", "busy"));

        await().until(() -> states(alices, bob).contains("busy"));
        assertThat(states(alices, carol)).isEmpty();
    }

    private static void watch(TestSocket socket, List<TestUser> users) {
        socket.ask(Map.of(
                "t", "watch", "presence", users.stream().map(TestUser::id).toList()));
    }

    /// What a socket was told of somebody.
    private static List<String> states(TestSocket socket, TestUser of) {
        return socket.frames().stream()
                .filter(frame -> frame.at("/t").asText().equals("presence"))
                .flatMap(frame -> frame.path("items").valueStream())
                .filter(item -> item.at("/userId").asText().equals(of.id().toString()))
                .map(item -> item.at("/state").asText())
                .toList();
    }

    @Test
    void aBlockIsHeardOfByAllNodes() {
        Permissions elsewhere = permissions(MessagingPolicy.ANYONE, OutagePolicy.DENY, Set.of());
        RelationFeed feed = new RelationFeed(TestEngines.kafka(server.engines()));
        feed.listen(changed -> elsewhere.forget(changed.one(), changed.other()));
        feed.start();
        try {
            elsewhere.require(alice.id(), bob.id());

            bob.rest().put("/v1/blocks/" + alice.id(), Map.of()).expect(204);

            // Well before it would be forgotten without being heard of.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertNotAllowed(() -> elsewhere.require(alice.id(), bob.id())));
        } finally {
            feed.stop();
        }
    }

    @Test
    void whatWasSentBeforeABlockKeepsItsAnswer() {
        String direct = Chats.direct(alice, bob).expect(201).text("/id");
        JsonNode first = send(direct, "before the block", "hello").expect(201).json();

        bob.rest().put("/v1/blocks/" + alice.id(), Map.of()).expect(204);

        JsonNode again = send(direct, "before the block", "hello").expect(200).json();
        assertThat(again.at("/duplicate").booleanValue()).isTrue();
        assertThat(again.at("/seq")).isEqualTo(first.at("/seq"));
        assertThat(again.at("/messageId")).isEqualTo(first.at("/messageId"));
        assertThat(send(direct, "before the block", "goodbye").text("/code")).isEqualTo("clientIdConflict");
        assertThat(send(direct, "after the block", "hello").expect(403).text("/code"))
                .isEqualTo("notAllowed");
        bob.rest().delete("/v1/blocks/" + alice.id()).expect(204);
        assertThat(send(direct, "after the block", "hello")
                        .expect(201)
                        .json()
                        .at("/seq")
                        .longValue())
                .isEqualTo(first.at("/seq").longValue() + 1);
    }

    private Answer send(String conversation, String clientId, String text) {
        return alice.rest()
                .post(
                        "/v1/conversations/" + conversation + "/messages",
                        Map.of("clientId", clientId, "kind", "text", "body", Map.of("text", text)));
    }

    @Test
    void whoeverIsBlockedIsRefusedAtTheDoorAtOnce() {
        String direct = Chats.direct(alice, bob).expect(201).text("/id");
        say(alice, direct).expect(201);

        bob.rest().put("/v1/blocks/" + alice.id(), Map.of()).expect(204);
        assertThat(say(alice, direct).status()).isEqualTo(403);

        bob.rest().delete("/v1/blocks/" + alice.id()).expect(204);
        say(alice, direct).expect(201);
    }

    private Permissions permissions(MessagingPolicy policy, OutagePolicy onOutage, Set<UserId> exempt) {
        return new Permissions(new Ties(graph), policy, onOutage, exempt, 1_000, RENEWED, nanos::get);
    }

    private static void assertNotAllowed(ThrowingCallable call) {
        assertCode(call, ErrorCode.NOT_ALLOWED);
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
