package io.hongyan.infra;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Global ids that grow with time: 41 bits of milliseconds since 2026, 10 bits of node, 12 bits of sequence.
///
/// The layout is Twitter's Snowflake. The time never goes back: with the clock set back, or more than 4,096 ids
/// in a millisecond, ids run ahead of the clock. At most [#MAX_LEAD] though: beyond that the next id waits.
/// Thread-safe.
public final class Snowflake {

    /// How many nodes can make ids at once.
    public static final int NODES = 1 << 10;

    private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int NODE_BITS = 10;
    private static final int SEQUENCE_BITS = 12;
    private static final long MAX_LEAD = Duration.ofSeconds(10).toMillis();

    private final Clock clock;
    private final long node;
    /// Milliseconds and sequence of the last id, in one number, so that one compare-and-set moves both.
    private final AtomicLong last;

    public Snowflake(Clock clock, int node) {
        if (node < 0 || node >= NODES) {
            throw new IllegalArgumentException("node.number is 0 to " + (NODES - 1) + ", not " + node);
        }
        this.clock = clock;
        this.node = node;
        this.last = new AtomicLong();
    }

    /// The next id; above every id this object gave before.
    public long next() {
        long now = millis() << SEQUENCE_BITS;
        long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
        while ((tick >>> SEQUENCE_BITS) - millis() > MAX_LEAD) {
            Thread.onSpinWait();
        }
        long sequence = tick & ((1 << SEQUENCE_BITS) - 1);
        return (tick >>> SEQUENCE_BITS) << (NODE_BITS + SEQUENCE_BITS) | node << SEQUENCE_BITS | sequence;
    }

    private long millis() {
        return clock.millis() - EPOCH;
    }
}
