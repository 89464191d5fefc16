package io.hongyan.sync;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// How many of one user may wait for news on this node at once. Thread-safe.
public final class Slots {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int perUser;
    private final ConcurrentHashMap<UserId, Integer> taken = new ConcurrentHashMap<>();

    public Slots(int perUser) {
        this.perUser = perUser;
    }

    /// Takes a slot, which has to be released.
    ///
    /// @throws HongyanException `rateLimited` if the user has none left
    void take(UserId user) {
        taken.compute(user, (_, count) -> {
            int before = count == null ? 0 : count;
            if (before >= perUser) {
                throw HongyanException.rateLimited("Too many of your requests wait for news.", RETRY);
            }
            return before + 1;
        });
    }

    void release(UserId user) {
        taken.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
