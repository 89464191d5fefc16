package io.hongyan.sdk.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the ids of messages: UUIDs of version 7 in the server's time, so that the server can tell how old one is.
///
/// Until a server has told its time, the device's own clock is taken. Thread-safe.
public final class ClientIds {

    private static final long TIME_BITS = 0xFFFF_FFFF_FFFFL;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_LOW = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Clock clock;
    private final RandomGenerator random;
    private volatile Duration correction = Duration.ZERO;

    public ClientIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// The server says that it is `now`.
    public void correct(Instant now) {
        correction = Duration.between(clock.instant(), now);
    }

    /// The server's time, as well as it is known.
    public Instant now() {
        return clock.instant().plus(correction);
    }

    public String next() {
        long time = now().toEpochMilli() & TIME_BITS;
        long high = (time << 16) | VERSION | (random.nextLong() & 0x0FFFL);
        return new UUID(high, VARIANT | (random.nextLong() & RANDOM_LOW)).toString();
    }
}
