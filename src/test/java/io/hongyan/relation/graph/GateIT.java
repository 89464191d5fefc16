package io.hongyan.relation.graph;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.relation.Relations;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// Questions that take long, and those that messages wait for, of one Neo4j.
final class GateIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /// More than the driver has connections.
    private static final int MANY = 120;

    private static final int ROOM = 40;

    private final TestServer server = TestServer.shared();
    private final UserId somebody = server.user("somebody").id();

    @Test
    void whateverElseIsAskedTheDoorHasItsAnswer() {
        Relations.awaitNeo4j(server);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (Driver driver = Relations.driver(server);
                Session session = driver.session()) {
            Graph graph = new Graph(driver, TIMEOUT, metrics);
            new GraphSchema(graph).apply();
            await().ignoreExceptions().untilAsserted(() -> ask(graph));
            List<CompletableFuture<ErrorCode>> waiting;
            try (Transaction holding = session.beginTransaction()) {
                holding.run("MERGE (user:User {id: $id}) SET user.lock = true", Map.of("id", somebody.value()))
                        .consume();
                waiting = IntStream.range(0, MANY)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> refusal(graph), Thread::startVirtualThread))
                        .toList();
                await().until(() -> asked(metrics, "neo4j") > 0 && ask(graph) && asked(metrics, "neo4j") > 0);
                assertThat(waiting.stream().map(CompletableFuture::join)).containsOnly(ErrorCode.UNAVAILABLE);

                assertThatThrownBy(graph::check).hasMessageContaining("breaker open");
                assertThatCode(graph::checkDoor).doesNotThrowAnyException();
                assertThat(ask(graph)).isTrue();
            }
            // What nobody waits for any more gives its connection back.
            await().until(() -> asked(metrics, "neo4j") == 0);
            await().ignoreExceptions().untilAsserted(graph::check);
        }
    }

    @Test
    void whereThereIsOnlyNoRoomThatIsTheReason() {
        Relations.awaitNeo4j(server);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (Driver driver = Relations.driver(server);
                Session session = driver.session()) {
            // Those who have room wait for as long as this takes, and give nobody a reason.
            Graph graph = new Graph(driver, TIMEOUT.multipliedBy(3), metrics);
            new GraphSchema(graph).apply();
            List<CompletableFuture<Void>> waiting;
            try (Transaction holding = session.beginTransaction()) {
                holding.run("MERGE (user:User {id: $id}) SET user.lock = true", Map.of("id", somebody.value()))
                        .consume();
                waiting = IntStream.range(0, ROOM)
                        .mapToObj(_ -> CompletableFuture.runAsync(() -> lock(graph), Thread::startVirtualThread))
                        .toList();
                await().until(() -> asked(metrics, "neo4j") == ROOM);

                assertThatThrownBy(graph::check)
                        .hasMessage("no room within 6000 ms, 40 questions wait for their answers, breaker closed");
            }
            waiting.forEach(CompletableFuture::join);
        }
    }

    private static boolean ask(Graph graph) {
        return graph.door()
                .read(
                        "RETURN true AS answer",
                        Map.of(),
                        row -> row.get("answer").isTrue())
                .getFirst();
    }

    private ErrorCode refusal(Graph graph) {
        try {
            lock(graph);
            throw new AssertionError("somebody else has the lock");
        } catch (HongyanException refused) {
            return refused.code();
        }
    }

    private void lock(Graph graph) {
        graph.write(transaction -> {
            Change.lock(transaction, List.of(somebody));
            return somebody;
        });
    }

    private static double asked(SimpleMeterRegistry metrics, String gate) {
        return metrics.get("hongyan.graph.asked").tag("gate", gate).gauge().value();
    }
}
