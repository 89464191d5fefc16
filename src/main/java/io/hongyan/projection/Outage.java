package io.hongyan.projection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One engine's being away, as the log tells it: a line when it begins, a line when it is over. Thread-safe.
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String engine;
    private volatile @Nullable String reason;
    private volatile long since;

    Outage(String engine) {
        this.engine = engine;
    }

    void goesOn(Throwable failure) {
        if (reason == null) {
            since = System.nanoTime();
            log.warn("The projector waits for {}: {}", engine, oneLine(failure));
        }
        reason = oneLine(failure);
    }

    void isOver() {
        if (reason != null) {
            Duration lasted = Duration.ofNanos(System.nanoTime() - since);
            log.info("The projector goes on: {} was away for {} s", engine, lasted.toMillis() / 1000.0);
            reason = null;
        }
    }

    /// Why the engine can't be used; null while it can.
    @Nullable
    String reason() {
        return reason;
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
