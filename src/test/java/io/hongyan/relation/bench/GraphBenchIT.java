package io.hongyan.relation.bench;

import io.hongyan.relation.Relations;
import io.hongyan.testing.HongyanCommand;
import io.hongyan.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

import static org.assertj.core.api.Assertions.assertThat;

/// The benchmark as an operator runs it, on a small crowd.
@Tag("long")
final class GraphBenchIT {

    private final TestServer server = TestServer.shared();

    @Test
    void asksEveryQuestionAndLeavesNobodyBehind() throws IOException, InterruptedException {
        Relations.awaitNeo4j(server);

        HongyanCommand bench = HongyanCommand.run(
                "bench-graph",
                "--people",
                "300",
                "--relations",
                "6000",
                "--questions",
                "20",
                "--data",
                TestServer.folder("shared").toString());

        assertThat(bench.exit()).as(bench.printed()).isZero();
        assertThat(bench.printed())
                .contains("the author has 299 followers")
                .contains("may they write, not remembered")
                .contains("may they write, remembered")
                .contains("mutual friends")
                .contains("suggestions")
                .contains("any page of the author's followers");
        try (Driver driver = Relations.driver(server);
                Session session = driver.session()) {
            assertThat(session.run("MATCH (person:Bench) RETURN count(person) AS left")
                            .single()
                            .get("left")
                            .asInt())
                    .isZero();
        }
    }
}
