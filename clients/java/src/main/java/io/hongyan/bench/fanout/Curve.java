package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Figures;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Processes;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// What a message costs over the size of its group, under each strategy: CPU, bytes stored, and the time
/// until the last member that is online has it. The same few members are online whatever the size.
public final class Curve implements Part {

    private static final Duration IDLE = Duration.ofSeconds(5);

    private final List<Integer> sizes;
    private final int online;
    private final double rate;
    private final double deliveries;
    private final Duration duration;
    private final DataFolder folder;
    private final PrintWriter out;

    /// @param rate messages a second, fewer where that made more than `deliveries` a second
    public Curve(
            List<Integer> sizes,
            int online,
            double rate,
            double deliveries,
            Duration duration,
            DataFolder folder,
            PrintWriter out) {
        this.sizes = sizes.stream().sorted().toList();
        this.online = online;
        this.rate = rate;
        this.deliveries = deliveries;
        this.duration = duration;
        this.folder = folder;
        this.out = out;
    }

    /// One point of a curve. `fanout` is what the server made of the strategy for this size.
    record Result(
            String strategy,
            String fanout,
            int members,
            int online,
            double cpuMillisAMessage,
            double storedKilobytesAMessage,
            double lastMillis,
            Figures figures) {}

    @Override
    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> people =
                stage.people(sizes.stream().max(Comparator.naturalOrder()).orElse(0));
        stage.connect(people.subList(0, Math.min(online, people.size())));
        out.printf("%nA message over the size of its group, %d members online%n", online);
        out.printf(
                "%-8s %-6s %8s %9s %12s %12s %10s %9s%n",
                "strategy", "is", "members", "messages", "CPU ms", "stored KB", "last p50", "p99");
        stage.idle(IDLE);
        for (Mode mode : Mode.values()) {
            for (int size : sizes) {
                Result result = measure(stage, mode, people.subList(0, size));
                print(result);
                journal.append("fanout.curve", result);
            }
        }
    }

    private Result measure(Stage stage, Mode mode, List<Participant> people) throws IOException, InterruptedException {
        int here = Math.min(online, people.size());
        Room room = stage.group(people.subList(0, here), people.subList(here, people.size()));
        mode.overrideConversation(stage, room.conversationId());
        stage.measure(new Phase("warm-up", 1, Duration.ofSeconds(1)), List.of(room));
        String fanout = people.get(0)
                .api()
                .get("/v1/conversations/" + room.conversationId())
                .ok()
                .path("fanout")
                .asText();
        double fitting = fanout.equals("read") ? rate : Math.min(rate, deliveries / people.size());
        Figures figures = measure(stage, room, new Phase(mode.label(), fitting, duration), fanout);
        return new Result(
                mode.label(),
                fanout,
                people.size(),
                here,
                Processes.sumWithoutGenerator(figures.cpuMillisAMessageAboveIdle()),
                Processes.sumWithoutGenerator(figures.storedKilobytesAMessage()),
                figures.last().p50(),
                figures);
    }

    /// In write mode a message is done when Redis has it in all inboxes.
    private Figures measure(Stage stage, Room room, Phase phase, String fanout)
            throws IOException, InterruptedException {
        if (fanout.equals("read")) {
            return stage.measure(phase, List.of(room));
        }
        try (Arrivals arrivals = Arrivals.of(List.of(room), folder)) {
            return stage.measure(phase, List.of(room), () -> arrivals.await(stage.faults(), Arrivals.PATIENCE));
        }
    }

    private void print(Result result) {
        out.printf(
                "%-8s %-6s %8d %7s/s %12s %12s %10s %9s%n",
                result.strategy(),
                result.fanout(),
                result.members(),
                Report.round(result.figures().offeredPerSecond()),
                Report.round(result.cpuMillisAMessage()),
                Report.round(result.storedKilobytesAMessage()),
                Report.round(result.lastMillis()),
                Report.round(result.figures().last().p99()));
        out.flush();
    }
}
