package io.hongyan.message;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.UserId;
import java.time.Duration;

/// How fast one user may send through this node. Thread-safe.
public final class SendLimit {

    private static final Duration FORGET = Duration.ofMinutes(1);
    private static final int MAX_USERS = 1_000_000;

    private final LoadingCache<UserId, Bucket> buckets;

    /// @param perSecond sustained sends a second
    /// @param burst how many at once
    public SendLimit(int perSecond, int burst) {
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_USERS)
                .expireAfterAccess(FORGET)
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
    }

    /// @throws HongyanException `rateLimited`
    public void take(UserId user) {
        ConsumptionProbe probe = buckets.get(user).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw HongyanException.rateLimited("you send too fast", Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
