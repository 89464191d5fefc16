package io.hongyan.bench.workload;

import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Heap;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What connections cost that do nothing: memory, and CPU for their pings.
public final class Idle {

    /// They bring once what all others share: classes, buffers, threads.
    private static final int FIRST = 100;

    private static final double KILO = 1_024;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final List<Integer> connections;
    private final Duration duration;
    private final PrintWriter out;

    /// @param connections how many, a step each
    /// @param duration how long each step is watched, at best longer than a server's interval of pings
    public Idle(List<Integer> connections, Duration duration, PrintWriter out) {
        this.connections = connections.stream().sorted().toList();
        this.duration = duration;
        this.out = out;
    }

    /// Kilobytes of the server for each connection: of its heap after a collection of all garbage, and of its resident
    /// memory; what the kernel keeps for sockets is in neither.
    record Result(
            int connections,
            double heapKilobytesAConnection,
            double residentKilobytesAConnection,
            double residentMegabytes,
            Map<String, Double> cores) {}

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        int most = connections.stream().max(Comparator.naturalOrder()).orElse(0);
        List<Participant> people = stage.people(most + FIRST);
        stage.connect(people.subList(0, FIRST));
        Heap heap = Heap.of(stage.processes().server());
        long heapBefore = heap.usedKilobytes();
        long residentBefore = resident(stage);
        out.printf("%n%-12s %14s %18s   %s%n", "connections", "heap KB each", "resident KB each", "cores");
        int open = 0;
        for (int count : connections) {
            stage.connect(people.subList(FIRST + open, FIRST + count));
            open = count;
            Usage before = stage.processes().usage();
            stage.pass("%d connections".formatted(count), duration);
            Usage used = stage.processes().usage().since(before);
            long heapAfter = heap.usedKilobytes();
            long residentAfter = resident(stage);
            Result result = new Result(
                    count,
                    (heapAfter - heapBefore) / (double) count,
                    (residentAfter - residentBefore) * KILO / count,
                    residentAfter,
                    used.cpuSeconds(duration.toMillis() / MILLIS_PER_SECOND));
            out.printf(
                    "%-12d %14s %18s   %s%n",
                    count,
                    Report.round(result.heapKilobytesAConnection()),
                    Report.round(result.residentKilobytesAConnection()),
                    Report.listed(result.cores(), "%.2f"));
            out.flush();
            journal.append("idle", result);
        }
        people.forEach(Participant::disconnect);
    }

    private static long resident(Stage stage) {
        return stage.processes().megabytes().getOrDefault("server", 0L);
    }
}
