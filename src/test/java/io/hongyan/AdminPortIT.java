package io.hongyan;

import io.hongyan.testing.Answer;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What the admin port shows, and what it doesn't do for anybody.
final class AdminPortIT {

    private final TestServer server = TestServer.shared();
    private final RestClient admin = server.admin();

    @Test
    void saysForEachEngineWhetherItIsThere() {
        // On a busy machine one of them may not answer in time.
        await().untilAsserted(() -> {
            Answer ready = admin.get("/ready").expect(200);

            assertThat(ready.body().lines()).contains("postgresql ok", "kafka ok", "redis ok");
            assertThat(ready.body()).contains("neo4j");
        });
    }

    /// Whoever listens on all addresses listens on this one of the machine's own as well.
    @Test
    void isOpenToThisMachineOnly() throws IOException {
        String other = "127.0.0.2";
        try (Socket clients = new Socket(other, server.address().getPort())) {
            assertThat(clients.isConnected()).isTrue();
        }

        assertThatThrownBy(() -> new Socket(other, server.adminAddress().getPort()).close())
                .isInstanceOf(ConnectException.class);
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
