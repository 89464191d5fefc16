package io.hongyan.bench;

import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.presence.Presences;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench presence`: people who watch each other.
@Command(
        name = "presence",
        description = "People who watch whether others are there: how soon they know, at what cost.")
final class PresenceCommand extends StageCommand {

    @Option(names = "--people", defaultValue = "2000", description = "How many; ${DEFAULT-VALUE} if not given.")
    private int people;

    @Option(
            names = "--watched",
            defaultValue = "50",
            description = "How many of the others each of them watches; ${DEFAULT-VALUE} if not given.")
    private int watched;

    @Option(
            names = "--rate",
            paramLabel = "R,R,…",
            defaultValue = "20,100,400",
            description = "Changes a second, a phase each; ${DEFAULT-VALUE} if not given.")
    private String rate = "";

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "The length of a phase; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        new Presences(people, watched, Rates.of(rate).values(), Duration.ofSeconds(duration), out())
                .play(stage, journal);
    }
}
