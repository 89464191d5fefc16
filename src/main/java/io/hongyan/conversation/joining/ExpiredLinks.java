package io.hongyan.conversation.joining;

import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// Throws away links whose time is over. Thread-safe.
public final class ExpiredLinks {

    private static final int AT_ONCE = 1_000;

    private final JoiningRepository stored;
    private final Clock clock;

    public ExpiredLinks(Jdbi jdbi, Clock clock) {
        this.stored = jdbi.onDemand(JoiningRepository.class);
        this.clock = clock;
    }

    public void sweep() {
        Instant now = clock.instant();
        int forgotten;
        do {
            forgotten = stored.forgetExpired(now, AT_ONCE);
        } while (forgotten == AT_ONCE);
    }
}
