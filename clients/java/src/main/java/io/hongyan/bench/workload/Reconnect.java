package io.hongyan.bench.workload;

import io.hongyan.bench.load.Crew;
import io.hongyan.bench.load.Figures;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Latency;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// Everybody loses the connection in the middle of talking, and comes back at once. What was missed is fetched, and
/// what wasn't answered is sent again; nothing may be lost or doubled.
public final class Reconnect {

    private static final int GROUP = 20;
    private static final int AT_ONCE = 64;
    private static final int MICRO = 1_000;

    private final int connections;
    private final double rate;
    private final Duration duration;
    private final PrintWriter out;

    /// @param rate messages a second into groups of 20
    public Reconnect(int connections, double rate, Duration duration, PrintWriter out) {
        this.connections = connections / GROUP * GROUP;
        this.rate = rate;
        this.duration = duration;
        this.out = out;
    }

    /// `back` is from the loss until a device is welcomed again.
    record Result(int connections, Latency back, Figures figures) {}

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> people = stage.people(connections);
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < connections; i += GROUP) {
            rooms.add(stage.group(people.subList(i, i + GROUP), List.of()));
        }
        stage.connect(people);
        stage.measure(new Phase("warm-up", rate, Duration.ofSeconds(5)), rooms);
        Histogram micros = Latency.histogram();
        long at = System.nanoTime() + duration.toNanos() / 3;
        Thread storm = new Thread(() -> storm(stage, people, at, micros), "storm");
        storm.start();
        Figures figures = stage.measure(new Phase("reconnect", rate, duration), rooms);
        storm.join();
        if (micros.getTotalCount() != connections) {
            stage.faults().add("%d of %d devices came back".formatted(micros.getTotalCount(), connections));
        }
        Result result = new Result(connections, Latency.of(micros), figures);
        out.printf(
                "%n%d devices come back at once: half after %s ms, 99 %% after %s, all after %s; messages meanwhile, ms:"
                        + " ack p99 %s, delivery p99 %s%n",
                connections,
                Report.round(result.back().p50()),
                Report.round(result.back().p99()),
                Report.round(result.back().max()),
                Report.round(figures.acknowledgement().p99()),
                Report.round(figures.delivery().p99()));
        out.flush();
        journal.append("reconnect", result);
        people.forEach(Participant::disconnect);
    }

    private static void storm(Stage stage, List<Participant> people, long at, Histogram micros) {
        Stage.parkUntil(at);
        people.forEach(Participant::disconnect);
        long begin = System.nanoTime();
        try {
            Crew.each(people, AT_ONCE, participant -> {
                participant.connect(stage.sockets(), stage.server());
                long now = System.nanoTime();
                participant.fetchHoles();
                synchronized (micros) {
                    micros.recordValue((now - begin) / MICRO);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
