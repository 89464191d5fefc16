package io.hongyan.bench;

import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.workload.Reconnect;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench reconnect`: a storm of connections.
@Command(
        name = "reconnect",
        description = "Everybody loses the connection in the middle of talking, and comes back at once.")
final class ReconnectCommand extends StageCommand {

    @Option(names = "--connections", defaultValue = "1000", description = "How many; ${DEFAULT-VALUE} if not given.")
    private int connections;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Messages a second into groups of 20; ${DEFAULT-VALUE} if not given.")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long they talk; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        new Reconnect(connections, rate, Duration.ofSeconds(duration), out()).play(stage, journal);
    }
}
