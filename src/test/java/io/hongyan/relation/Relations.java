package io.hongyan.relation;

import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

import static org.awaitility.Awaitility.await;

/// What tests need to know of the relation chain's engine.
public final class Relations {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final List<String> GATES = List.of("neo4j", "neo4j-door");

    private Relations() {}

    /// Neo4j starts beside the server, which doesn't wait for it.
    ///
    /// Where it was away, whoever asked in the meantime has made the server give it up for some seconds, so one
    /// answer doesn't say that the next question has one too.
    public static void awaitNeo4j(TestServer server) {
        await("Neo4j").atMost(PATIENCE).until(() -> {
            List<String> ready = lines(server, "/ready");
            List<String> metrics = lines(server, "/metrics");
            return GATES.stream()
                    .allMatch(gate -> ready.contains(gate + " ok")
                            && metrics.contains("hongyan_graph_breaker_closed{gate=\"%s\"} 1.0".formatted(gate)));
        });
    }

    private static List<String> lines(TestServer server, String page) {
        return server.admin().get(page).body().lines().toList();
    }

    /// Makes them friends, each among the other's contacts.
    public static void befriend(TestUser one, TestUser other) {
        one.rest().post("/v1/contacts/requests", Map.of("userId", other.id())).expect(201);
        other.rest().post("/v1/contacts/requests", Map.of("userId", one.id())).expect(201);
    }

    /// A driver of the server's Neo4j; closed by whoever asks.
    public static Driver driver(TestServer server) {
        Map<String, String> settings = server.engines().settings();
        return GraphDatabase.driver(
                settings.get("HONGYAN_NEO4J_URL"), AuthTokens.basic("neo4j", settings.get("HONGYAN_NEO4J_PASSWORD")));
    }
}
