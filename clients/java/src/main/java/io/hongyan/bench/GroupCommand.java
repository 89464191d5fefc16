package io.hongyan.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.hongyan.bench.load.Figures;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench group`: one large group.
@Command(name = "group", description = "One large group, of which some or all are online and acknowledge.")
final class GroupCommand extends StageCommand {

    /// Files that aren't sockets of members.
    private static final int RESERVED = 200;

    @Option(
            names = "--members",
            defaultValue = "500",
            description = "How large the group is; ${DEFAULT-VALUE} if not given.")
    private int members;

    @Option(
            names = "--online",
            defaultValue = "500",
            description = "How many of them are online; ${DEFAULT-VALUE} if not given.")
    private int online;

    @Option(
            names = "--rate",
            paramLabel = "R,R,…",
            defaultValue = "20,40,60,80,100",
            description = "Messages a second, a phase each; ${DEFAULT-VALUE} if not given.")
    private String rate = "";

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "The length of a phase; ${DEFAULT-VALUE} if not given.")
    private int duration;

    /// How many sockets there may be.
    private static int files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.toIntExact(Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount() - RESERVED))
                : Integer.MAX_VALUE;
    }

    record Result(int members, int online, double pushesACpuSecond, Figures figures) {}

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> people = stage.people(members);
        int connected = Math.min(Math.min(online, members), files());
        if (connected < Math.min(online, members)) {
            say("Only %d are online: this process may open no more files.".formatted(connected));
        }
        stage.connect(people.subList(0, connected));
        Room room = stage.group(people.subList(0, connected), people.subList(connected, members));
        Report report = new Report(out());
        report.head("One group of %d members, %d of them online".formatted(members, connected));
        Duration length = Duration.ofSeconds(duration);
        List<Double> rates = Rates.of(rate).values();
        stage.measure(new Phase("warm-up", rates.get(0), length), List.of(room));
        for (double each : rates) {
            Figures figures = stage.measure(new Phase("group of " + members, each, length), List.of(room));
            report.phase(figures);
            double pushes = figures.deliveredPerSecond() / figures.cores().getOrDefault("server", Double.NaN);
            say("%-18s pushes a second of the server's CPU: %.0f".formatted("", pushes));
            journal.append("group", new Result(members, connected, pushes, figures));
            room.online().forEach(Participant::readAll);
        }
    }
}
