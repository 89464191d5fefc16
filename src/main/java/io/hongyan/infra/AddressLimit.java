package io.hongyan.infra;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.hongyan.error.HongyanException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/// How often one network address may do something, on this node: a bucket that refills evenly over a minute.
///
/// An IPv6 address counts as its /64, because a customer is given all of it. Loopback isn't limited. Thread-safe.
public final class AddressLimit {

    private static final int REMEMBERED = 100_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LoadingCache<String, Bucket> buckets;

    public AddressLimit(int perMinute) {
        this(perMinute, TimeMeter.SYSTEM_MILLISECONDS);
    }

    AddressLimit(int perMinute, TimeMeter time) {
        // A bucket untouched for a minute is full again, so forgetting it changes nothing.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(MINUTE)
                .build(address -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                        .withCustomTimePrecision(time)
                        .build());
    }

    /// Takes one turn for `address`, an IP address as text.
    ///
    /// @throws HongyanException `rateLimited`, if it has none left
    public void take(String address) {
        InetAddress parsed = parse(address);
        if (parsed.isLoopbackAddress()) {
            return;
        }
        ConsumptionProbe probe = buckets.get(key(parsed)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1;
            throw HongyanException.rateLimited(
                    "Too many attempts from this address; wait a little.", Duration.ofMillis(millis));
        }
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException notAnAddress) {
            throw HongyanException.invalid("", "comes from an address that can't be read");
        }
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
