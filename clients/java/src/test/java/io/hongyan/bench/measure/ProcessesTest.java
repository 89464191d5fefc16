package io.hongyan.bench.measure;

import io.hongyan.client.ClientFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.Files.writeString;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

final class ProcessesTest {

    private static double cpuSeconds(Processes processes) {
        return requireNonNull(processes.usage().seconds().get("generator"), "the generator has a line");
    }

    @Test
    void thisProcessUsesTimeAndMemory() {
        Processes processes = Processes.ofGenerator();
        double before = cpuSeconds(processes);

        await().until(() -> cpuSeconds(processes) > before);

        assertThat(processes.megabytes().get("generator")).isBetween(20L, 10_000L);
    }

    @Test
    void aFolderWithoutAServerIsToldInOneSentence(@TempDir Path data) throws Exception {
        writeString(data.resolve("lock"), "", UTF_8);

        assertThatThrownBy(() -> Processes.of(data))
                .isInstanceOf(ClientFailure.class)
                .hasMessage("No server runs on " + data + ".");
        assertThatThrownBy(() -> Processes.of(data.resolve("nowhere")))
                .isInstanceOf(ClientFailure.class)
                .hasMessage("No server runs on " + data.resolve("nowhere") + ".");
    }
}
