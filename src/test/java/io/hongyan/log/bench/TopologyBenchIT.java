package io.hongyan.log.bench;

import io.hongyan.testing.HongyanCommand;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The benchmark as an operator runs it, with few messages.
@Tag("apart")
@Tag("long")
final class TopologyBenchIT {

    @Test
    void carriesEveryPhaseAndLeavesNothingBehind(@TempDir Path folder) throws IOException, InterruptedException {
        HongyanCommand bench = run(folder, "300", "100");

        assertThat(bench.exit()).as(bench.printed()).isZero();
        assertThat(bench.printed())
                .containsPattern("\\ndirect, drained, warm-up 1 +300 ")
                .containsPattern("\\ndirect, drained +300 .* - ")
                .containsPattern(
                        "\\ndirect, 100/s +200 +[0-9,]+ +[0-9,]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ ")
                // Four partitions, with some of the 20 members each.
                .containsPattern("\\ngroup, drained +40 +[0-9,]+ +[0-9,]+ +5\\.0 ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhatTheServerCouldNotCountExactly(@TempDir Path folder) throws IOException, InterruptedException {
        HongyanCommand bench = run(folder, "15001", "100");

        assertThat(bench.exit()).isEqualTo(1);
        assertThat(bench.printed()).contains("At most 15000 direct messages and 16000 into the group");
        assertThat(folder).isEmptyDirectory();
    }

    private static HongyanCommand run(Path folder, String messages, String rate)
            throws IOException, InterruptedException {
        return HongyanCommand.run(
                "bench-topology",
                "--users",
                "10",
                "--messages",
                messages,
                "--warm-ups",
                "1",
                "--rate",
                rate,
                "--duration",
                "2",
                "--members",
                "20",
                "--group-messages",
                "40",
                "--data",
                folder.toString());
    }
}
