package io.hongyan.bench;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.Files.writeString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

final class ProcessesTest {

    @Test
    void thisProcessUsesTimeAndMemory() {
        Processes processes = Processes.ofGenerator();
        double before = processes.cpuSeconds().get("generator");

        await().until(() -> processes.cpuSeconds().get("generator") > before);

        assertThat(processes.megabytes().get("generator")).isBetween(20L, 10_000L);
    }

    @Test
    void aFolderWithoutAServerIsToldInOneSentence(@TempDir Path data) throws Exception {
        writeString(data.resolve("lock"), "", UTF_8);

        assertThatThrownBy(() -> Processes.of(data))
                .isInstanceOf(BenchFailure.class)
                .hasMessage("No server runs on " + data + ".");
    }
}
