package io.hongyan.bench.presence;

import io.hongyan.bench.load.Crew;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Latency;
import io.hongyan.bench.measure.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// People who watch each other, and are busy now and then: how soon those who watch are told, and what it costs. At
/// the end half of them leave at once, and come back.
public final class Presences {

    private static final int AT_ONCE = 32;
    private static final double SECOND = 1e9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final int people;
    private final int watched;
    private final List<Double> rates;
    private final Duration duration;
    private final PrintWriter out;

    /// @param watched how many each of them watches
    /// @param rates changes a second, a phase each; nobody changes more than once a second
    public Presences(int people, int watched, List<Double> rates, Duration duration, PrintWriter out) {
        this.people = people;
        this.watched = Math.min(watched, people - 1);
        this.rates = List.copyOf(rates);
        this.duration = duration;
        this.out = out;
    }

    /// `told` is how often a watcher was told of a change, in so many frames; `latency` is from when a change was due.
    record Result(
            String phase,
            int people,
            int watched,
            long changes,
            long told,
            long frames,
            double seconds,
            Latency latency,
            Map<String, Double> cores) {}

    private interface Happening {

        /// How many changes it made.
        long happen() throws IOException, InterruptedException;
    }

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        Told told = new Told();
        List<Watcher> all = stage.people(people).stream()
                .map((Participant person) -> new Watcher(person, told))
                .toList();
        for (int i = 0; i < people; i++) {
            for (int next = 1; next <= watched; next++) {
                all.get(i).watch(all.get((i + next) % people));
            }
        }
        Crew.each(all, AT_ONCE, watcher -> watcher.connect(stage), stage.progress(), "connecting");
        out.printf("%n%d people are connected, and each watches %d of the others%n", people, watched);
        out.printf("%-16s %9s %10s %9s %9s %9s   %s%n", "", "changes", "told", "frames", "p50 ms", "p99 ms", "cores");
        for (double rate : rates) {
            measure(stage, journal, told, "%s/s".formatted(Report.round(rate)), () -> change(stage, all, rate));
        }
        List<Watcher> half = all.subList(0, people / 2);
        List<Watcher> staying = new ArrayList<>(all.subList(people / 2, people));
        long watching = countWatching(staying, half);
        measure(stage, journal, told, "half leaves", watching, () -> {
            long now = System.nanoTime();
            half.forEach(watcher -> watcher.leave(now));
            return half.size();
        });
        measure(stage, journal, told, "and comes back", watching, () -> {
            long now = System.nanoTime();
            Crew.each(half, AT_ONCE, watcher -> watcher.comeBack(stage, now));
            return half.size();
        });
    }

    /// How often somebody of `staying` watches somebody of `half`.
    private long countWatching(List<Watcher> staying, List<Watcher> half) {
        long count = 0;
        for (int i = people - staying.size(); i < people; i++) {
            for (int next = 1; next <= watched; next++) {
                count += (i + next) % people < half.size() ? 1 : 0;
            }
        }
        return count;
    }

    private long change(Stage stage, List<Watcher> all, double rate) throws IOException {
        long begin = System.nanoTime();
        int changes = (int) Math.round(Math.min(rate, people) * duration.toSeconds());
        stage.progress().begin("%s changes a second".formatted(Report.round(rate)), changes);
        for (int i = 0; i < changes; i++) {
            long due = begin + Math.round(i * SECOND / rate);
            Stage.parkUntil(due);
            all.get(i % people).change(due);
            stage.progress().advance(1);
        }
        stage.progress().end();
        return changes;
    }

    private void measure(Stage stage, Journal journal, Told told, String phase, Happening happening)
            throws IOException, InterruptedException {
        measure(stage, journal, told, phase, -1, happening);
    }

    /// `expected` is how often watchers have to be told; below zero, each change to all who watch.
    private void measure(Stage stage, Journal journal, Told told, String phase, long expected, Happening happening)
            throws IOException, InterruptedException {
        told.begin();
        Usage before = stage.processes().usage();
        long begin = System.nanoTime();
        long changes = happening.happen();
        long due = expected < 0 ? changes * watched : expected;
        while (told.count() < due
                && System.nanoTime() - begin < duration.plus(PATIENCE).toNanos()) {
            Stage.parkUntil(System.nanoTime() + POLL.toNanos());
        }
        double seconds = (System.nanoTime() - begin) / SECOND;
        if (told.count() < due) {
            stage.faults()
                    .add("%s: watchers were told %d times of changes instead of %d"
                            .formatted(phase, told.count(), due));
        }
        Result result = new Result(
                phase,
                people,
                watched,
                changes,
                told.count(),
                told.frames(),
                seconds,
                told.latency(),
                stage.processes().usage().since(before).cpuSeconds(seconds));
        out.printf(
                "%-16s %9d %10d %9d %9s %9s   %s%n",
                result.phase(),
                result.changes(),
                result.told(),
                result.frames(),
                Report.round(result.latency().p50()),
                Report.round(result.latency().p99()),
                Report.listed(result.cores(), "%.2f"));
        out.flush();
        journal.append("presence", result);
    }
}
