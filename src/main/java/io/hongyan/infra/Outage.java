package io.hongyan.infra;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One engine's being away for one who needs it, as the log tells it: a line when it begins, a line when it is over.
/// Thread-safe.
public final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String who;
    private final String engine;
    private volatile @Nullable String reason;
    private volatile long since;

    /// `who` needs `engine`, as in "The projector waits for Kafka".
    public Outage(String who, String engine) {
        this.who = who;
        this.engine = engine;
    }

    /// It is away, for this reason.
    public void goesOn(Throwable failure) {
        if (reason == null) {
            since = System.nanoTime();
            log.warn("{} waits for {}: {}", who, engine, oneLine(failure));
        }
        reason = oneLine(failure);
    }

    /// It is there.
    public void isOver() {
        if (reason != null) {
            Duration lasted = Duration.ofNanos(System.nanoTime() - since);
            log.info("{} goes on: {} was away for {} s", who, engine, lasted.toMillis() / 1000.0);
            reason = null;
        }
    }

    /// Why the engine can't be used; null while it can.
    public @Nullable String reason() {
        return reason;
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
