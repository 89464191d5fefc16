package io.hongyan.relation;

import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

import static org.awaitility.Awaitility.await;

/// What tests need to know of the relation chain's engine.
public final class Relations {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Relations() {}

    /// Neo4j starts beside the server, which doesn't wait for it.
    public static void awaitNeo4j(TestServer server) {
        await("Neo4j")
                .atMost(PATIENCE)
                .until(() -> server.admin()
                        .get("/ready")
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith("neo4j") && line.contains("ok")));
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
