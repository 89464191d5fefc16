package io.hongyan.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/// When what has failed is tried again: twice as late each time, up to a last time, and by chance up to half of that
/// earlier or later, so that what failed together isn't tried together. Thread-safe.
record Backoff(Duration first, Duration last, DoubleSupplier chance) {

    private static final int MAX_DOUBLINGS = 30;

    /// `chance` gives numbers from 0 to 1.
    Backoff {
        if (last.compareTo(first) < 0) {
            throw new IllegalArgumentException("the last pause is shorter than the first");
        }
    }

    Instant next(Instant now, int failures) {
        double pause = first.toMillis() * Math.pow(2, Math.min(failures - 1, MAX_DOUBLINGS));
        double bounded = Math.min(pause, (double) last.toMillis());
        return now.plusMillis(Math.round(bounded * (0.5 + chance.getAsDouble())));
    }
}
