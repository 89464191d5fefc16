package io.hongyan.bench;

import io.hongyan.bench.load.Figures;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench core`: direct messages in pairs, and messages in groups of 20, over WebSocket.
@Command(name = "core", description = "Direct messages and groups of 20 over WebSocket.")
final class CoreCommand extends StageCommand {

    private static final int WARM_UP_RATE = 500;
    private static final int GROUP = 20;
    private static final int MOST = 1_000;

    @Option(names = "--users", defaultValue = "200", description = "How many; ${DEFAULT-VALUE} if not given.")
    private int users;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "500 direct messages a second first, while the server gets compiled; ${DEFAULT-VALUE} if not"
                    + " given.")
    private int warmUp;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "The length of a phase; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Option(
            names = "--rate",
            paramLabel = "R,R,…",
            defaultValue = "1000,2000,3000,4000,5000,6000",
            description = "Direct messages a second, a phase each; ${DEFAULT-VALUE} if not given.")
    private String rate = "";

    @Option(
            names = "--group-rate",
            paramLabel = "R,R,…",
            defaultValue = "50,100,200,400",
            description = "Messages a second into groups, a phase each; ${DEFAULT-VALUE} if not given.")
    private String groupRate = "";

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        if (users % GROUP != 0 || users <= 0 || users > MOST) {
            throw new ClientFailure("There must be %d to %d users, a multiple of %d.".formatted(GROUP, MOST, GROUP));
        }
        List<Participant> people = stage.people(users);
        List<Room> pairs = new ArrayList<>();
        for (int i = 0; i < users; i += 2) {
            pairs.add(stage.direct(people.get(i), people.get(i + 1)));
        }
        List<Room> groups = new ArrayList<>();
        for (int i = 0; i < users; i += GROUP) {
            groups.add(stage.group(people.subList(i, i + GROUP), List.of()));
        }
        stage.connect(people);
        Report report = new Report(out());
        report.head(users + " users in pairs and in groups of 20");
        Duration length = Duration.ofSeconds(duration);
        if (warmUp > 0) {
            measure(new Phase("warm-up", WARM_UP_RATE, Duration.ofSeconds(warmUp)), pairs, stage, report, journal);
        }
        for (double each : Rates.of(rate).values()) {
            measure(new Phase("direct", each, length), pairs, stage, report, journal);
        }
        for (double each : Rates.of(groupRate).values()) {
            measure(new Phase("groups of 20", each, length), groups, stage, report, journal);
        }
    }

    /// Plays a phase; then everybody reads, because the server keeps a thousand intervals of a user's own messages, and
    /// takes what is older for read.
    private static void measure(Phase phase, List<Room> rooms, Stage stage, Report report, Journal journal)
            throws IOException, InterruptedException {
        Figures figures = stage.measure(phase, rooms);
        report.phase(figures);
        journal.append("core", figures);
        rooms.stream().flatMap(room -> room.online().stream()).distinct().forEach(Participant::readAll);
    }
}
