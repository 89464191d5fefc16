package io.hongyan.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What clients do after a phase until nothing is open any more: send again what wasn't answered, and fetch what
/// is missing.
final class Drain {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    /// Fewer than a socket may have unanswered, for each.
    private static final int AT_ONCE = 100;

    private final Flow flow;
    private final Pacer pacer;
    private final List<Participant> online;
    private final Faults faults;
    private final Duration patience;

    /// @param patience how long anything may stay open
    Drain(Flow flow, Pacer pacer, List<Participant> online, Faults faults, Duration patience) {
        this.flow = flow;
        this.pacer = pacer;
        this.online = online;
        this.faults = faults;
        this.patience = patience;
    }

    void await() {
        long begin = System.nanoTime();
        long sentAt = begin;
        long movedAt = begin;
        Flow.Standing standing = flow.standing();
        while (!isDone(standing)) {
            LockSupport.parkNanos(POLL.toNanos());
            long now = System.nanoTime();
            Flow.Standing next = flow.standing();
            if (!next.equals(standing)) {
                movedAt = now;
            }
            standing = next;
            if (now - sentAt > ANSWER.toNanos()) {
                sentAt = now;
                flow.unanswered(flow.phase().messages()).stream()
                        .limit((long) AT_ONCE * online.size())
                        .forEach(pacer::send);
            }
            if (now - movedAt > STANDSTILL.toNanos()) {
                movedAt = now;
                online.forEach(Participant::fetchHoles);
            }
            if (now - begin > patience.toNanos()) {
                faults.add("%s: %d of %d messages acknowledged and %d of %d copies delivered, %d s after the end"
                        .formatted(
                                flow.phase().name(),
                                standing.acknowledged(),
                                flow.phase().messages(),
                                standing.copies(),
                                standing.copiesDue(),
                                patience.toSeconds()));
                return;
            }
        }
    }

    private boolean isDone(Flow.Standing standing) {
        return standing.acknowledged() == flow.phase().messages() && standing.copies() == standing.copiesDue();
    }
}
