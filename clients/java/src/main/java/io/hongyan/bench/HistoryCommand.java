package io.hongyan.bench;

import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.workload.History;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench history`: pages hot and cold.
@Command(name = "history", description = "Pages of history, from the memory of the server and from PostgreSQL.")
final class HistoryCommand extends StageCommand {

    @Option(
            names = "--messages",
            defaultValue = "5000",
            description = "How many the conversation has; ${DEFAULT-VALUE} if not given.")
    private int messages;

    @Option(
            names = "--filling",
            paramLabel = "MB",
            defaultValue = "48",
            description = "What others say to push them out of memory; ${DEFAULT-VALUE} if not given.")
    private int filling;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long pages are asked for; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        new History(messages, filling, Duration.ofSeconds(duration), out()).play(stage, journal);
    }
}
