package io.hongyan;

import io.hongyan.testing.Answer;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What the admin port shows, and what it doesn't do for anybody.
final class AdminPortIT {

    private final RestClient admin = TestServer.shared().admin();

    @Test
    void saysForEachEngineWhetherItIsThere() {
        // On a busy machine one of them may not answer in time.
        await().untilAsserted(() -> {
            Answer ready = admin.get("/ready").expect(200);

            assertThat(ready.body().lines()).contains("postgresql ok", "kafka ok", "redis ok");
            assertThat(ready.body()).contains("neo4j");
        });
    }

    @Test
    void hasMetricsForPrometheus() {
        Answer metrics = admin.get("/metrics").expect(200);

        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.body().lines()).anyMatch(line -> line.startsWith("# TYPE "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tasks/gc", "/tasks/log-level", "/tasks/", "/tasks"})
    void runsNoTasks(String path) {
        assertThat(admin.send("POST", path, "").status()).isEqualTo(404);
        assertThat(admin.get(path).status()).isEqualTo(404);
    }
}
