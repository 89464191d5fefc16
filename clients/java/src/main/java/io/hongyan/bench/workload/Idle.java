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
import java.util.List;
import java.util.Map;

/// What a connection costs that does nothing: memory, and CPU for its pings.
public final class Idle {

    private static final double KILO = 1_024;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final int connections;
    private final Duration duration;
    private final PrintWriter out;

    /// @param duration how long the connections are watched, more than a server's interval of pings
    public Idle(int connections, Duration duration, PrintWriter out) {
        this.connections = connections;
        this.duration = duration;
        this.out = out;
    }

    /// Kilobytes of the server for each connection: of its heap after a collection of all garbage, and of all its
    /// resident memory, after such a collection too; what the kernel keeps for sockets is in neither.
    record Result(
            int connections,
            double heapKilobytesAConnection,
            double residentKilobytesAConnection,
            double connectSeconds,
            Map<String, Double> idleCores) {}

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> people = stage.people(connections);
        // What the first connections bring once: classes, buffers, threads.
        stage.connect(people.subList(0, Math.min(100, connections)));
        Heap heap = Heap.of(stage.processes().server());
        long heapBefore = heap.usedKilobytes();
        double residentBefore = resident(stage);
        List<Participant> others = people.subList(Math.min(100, connections), connections);
        long begin = System.nanoTime();
        stage.connect(others);
        double connectSeconds = (System.nanoTime() - begin) / 1e9;
        Usage before = stage.processes().usage();
        Stage.parkUntil(System.nanoTime() + duration.toNanos());
        Usage used = stage.processes().usage().since(before);
        long heapAfter = heap.usedKilobytes();
        double residentAfter = resident(stage);
        Result result = new Result(
                others.size(),
                (heapAfter - heapBefore) / (double) others.size(),
                (residentAfter - residentBefore) * KILO / others.size(),
                connectSeconds,
                used.cpuSeconds(duration.toMillis() / MILLIS_PER_SECOND));
        out.printf(
                "%n%d idle connections, made in %s s: %s KB of heap each, %s KB resident; cores: %s%n",
                result.connections(),
                Report.round(connectSeconds),
                Report.round(result.heapKilobytesAConnection()),
                Report.round(result.residentKilobytesAConnection()),
                Report.listed(result.idleCores(), "%.2f"));
        out.flush();
        journal.append("idle", result);
        people.forEach(Participant::disconnect);
    }

    private static double resident(Stage stage) {
        return stage.processes().megabytes().getOrDefault("server", 0L);
    }
}
