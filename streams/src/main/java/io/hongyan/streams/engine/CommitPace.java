package io.hongyan.streams.engine;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// When the topology thread that runs here should commit: after the commit interval, or after [#SHARE] times as long as
/// its last commit took, whichever is longer. Used by that thread only.
///
/// A commit costs some twenty hops between threads whatever it contains. On a busy machine each hop waits for its
/// turn, and a commit takes longer than the interval: 60 to 120 ms were seen on two processors right after a start.
/// Kafka Streams would commit again after a handful of records, just when there is most to do. Here at least seven
/// eighths of a thread's time go to records, and the broker, which a commit costs as much, has as much rest.
final class CommitPace {

    /// The longest time between two commits.
    static final Duration LONGEST = Duration.ofSeconds(1);

    /// How many times the time of a commit passes before the next.
    private static final int SHARE = 7;

    private static final ThreadLocal<CommitPace> PACES =
            ThreadLocal.withInitial(() -> new CommitPace(System::nanoTime));

    /// A poll waits whole milliseconds, and one of none would be repeated until the next begins.
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final LongSupplier nanoTime;
    private long interval;
    private boolean pending;
    private long startedAt;
    private boolean committing;
    private long endedAt;
    private long lasted;
    private long commits;

    CommitPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.endedAt = nanoTime.getAsLong();
    }

    /// The pace of the topology thread that calls.
    static CommitPace ofThisThread() {
        return PACES.get();
    }

    /// A record was processed, which is to be committed, with commits at least `interval` nanoseconds apart.
    void processed(long interval) {
        this.interval = interval;
        pending = true;
    }

    /// A commit begins; may be told more than once for one.
    void started() {
        if (!committing) {
            committing = true;
            startedAt = nanoTime.getAsLong();
        }
    }

    /// The commit is done.
    void ended() {
        endedAt = nanoTime.getAsLong();
        lasted = committing ? endedAt - startedAt : 0;
        committing = false;
        pending = false;
        commits++;
    }

    /// How many commits there have been.
    long commits() {
        return commits;
    }

    /// Whether there is something to commit, and it is time.
    boolean isDue() {
        return pending && left() <= 0;
    }

    /// How long to wait for records, at most `longest`: no longer than until it is time.
    Duration patience(Duration longest) {
        // What nobody has committed for so long has gone to another thread, or waits for the group: not for this.
        if (!pending || left() < -LONGEST.toNanos()) {
            return longest;
        }
        Duration left = Duration.ofNanos(left()).plus(SHORTEST_WAIT).truncatedTo(ChronoUnit.MILLIS);
        Duration wait = left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    private long left() {
        long pause = Math.min(Math.max(interval, SHARE * lasted), LONGEST.toNanos());
        return pause - (nanoTime.getAsLong() - endedAt);
    }
}
