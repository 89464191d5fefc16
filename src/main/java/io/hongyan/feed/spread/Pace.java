package io.hongyan.feed.spread;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Keeps work to a number of pieces a second, over time. Used by one thread.
final class Pace {

    /// Shorter waits are put together.
    private static final Duration WORTH_WAITING = Duration.ofMillis(20);

    private final long nanosEach;
    private final LongSupplier nanoTime;
    private long free;

    Pace(int perSecond, LongSupplier nanoTime) {
        this.nanosEach = Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanoTime = nanoTime;
        this.free = nanoTime.getAsLong();
    }

    /// How long to wait after so many pieces; zero for none.
    Duration after(int pieces) {
        long now = nanoTime.getAsLong();
        free = Math.max(free, now) + pieces * nanosEach;
        Duration wait = Duration.ofNanos(free - now);
        return wait.compareTo(WORTH_WAITING) < 0 ? Duration.ZERO : wait;
    }
}
