package io.hongyan.bench;

import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.workload.Idle;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench idle`: connections that do nothing.
@Command(name = "idle", description = "What connections cost that do nothing: memory, and CPU for pings.")
final class IdleCommand extends StageCommand {

    @Option(
            names = "--connections",
            paramLabel = "N,N,…",
            defaultValue = "1000,2500,5000",
            description = "How many, a step each; ${DEFAULT-VALUE} if not given.")
    private String connections = "";

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long each step is watched; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        new Idle(Rates.of(connections).whole(), Duration.ofSeconds(duration), out()).play(stage, journal);
    }
}
