package io.hongyan.relation.graph;

import io.hongyan.relation.Relations;
import io.hongyan.testing.HongyanCommand;
import io.hongyan.testing.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/// The migrate command, as an operator runs it.
final class MigrateIT {

    private final TestServer server = TestServer.shared();

    @TempDir
    private Path folder;

    @Test
    @Tag("long")
    void makesWhatIsMissingAndMayBeRunAgain() throws IOException, InterruptedException {
        Relations.awaitNeo4j(server);
        Path configuration = Files.writeString(
                folder.resolve("config.yml"),
                new StringSubstitutor(server.engines().settings()::get)
                        .replace(Files.readString(Path.of("config.yml")))
                        // A busy machine takes longer to connect.
                        .replace("timeout: 2s", "timeout: 30s"));
        try (Driver driver = Relations.driver(server);
                Session session = driver.session()) {
            List<String> all = made(session);
            session.run("DROP INDEX blocks_source").consume();

            for (int time = 0; time < 2; time++) {
                HongyanCommand migrate = HongyanCommand.run("graph", "migrate", configuration.toString());
                assertThat(migrate.exit()).as(migrate.printed()).isZero();
                assertThat(made(session)).isEqualTo(all);
            }
            assertThat(all).contains("blocks_source", "user_id");
        }
    }

    /// A server and a command, say, of which neither waits for the other.
    @RepeatedTest(5)
    void twoWhoMakeThemAtOnceBothDo() {
        Relations.awaitNeo4j(server);
        try (Driver driver = Relations.driver(server);
                Driver other = Relations.driver(server);
                Session session = driver.session()) {
            List<String> all = made(session);
            session.run("SHOW CONSTRAINTS YIELD name RETURN name")
                    .list(row -> row.get("name").asString())
                    .forEach(name -> session.run("DROP CONSTRAINT " + name).consume());
            session.run("SHOW INDEXES YIELD name, type WHERE type = 'RANGE' RETURN name")
                    .list(row -> row.get("name").asString())
                    .forEach(name -> session.run("DROP INDEX " + name).consume());

            try {
                List<CompletableFuture<Void>> making = Stream.of(driver, other, driver, other)
                        .map(by -> CompletableFuture.runAsync(() -> schema(by).apply(), Thread::startVirtualThread))
                        .toList();

                assertThat(making).allSatisfy(made -> assertThatCode(made::join).doesNotThrowAnyException());
                assertThat(made(session)).isEqualTo(all);
            } finally {
                // Other tests go on with this Neo4j.
                schema(driver).apply();
            }
        }
    }

    private static GraphSchema schema(Driver driver) {
        return new GraphSchema(new Graph(driver, Duration.ofSeconds(20), new SimpleMeterRegistry()));
    }

    private static List<String> made(Session session) {
        return session.run("SHOW INDEXES YIELD name RETURN name ORDER BY name")
                .list(row -> row.get("name").asString());
    }
}
