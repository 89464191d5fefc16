package io.hongyan.bench;

import io.hongyan.bench.ceiling.Ceilings;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench ceilings`: what the machine gives without a server.
@Command(
        name = "ceilings",
        description = "What the machine gives without a server: Kafka's producer, PostgreSQL's inserts, bare sockets.")
final class CeilingsCommand extends StageCommand {

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long each is tried; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        new Ceilings(Duration.ofSeconds(duration), folder(), out()).play(stage, journal);
    }
}
