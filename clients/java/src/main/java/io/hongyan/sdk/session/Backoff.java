package io.hongyan.sdk.session;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: 1 s, 3 s, 5 s, then anything up to 30 s, so that many who lost the same server
/// don't come back together.
final class Backoff {

    private static final List<Duration> FIRST =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The wait after `failures` tries in a row have failed, the first being 1.
    Duration after(int failures) {
        return failures <= FIRST.size()
                ? FIRST.get(failures - 1)
                : Duration.ofMillis(1 + random.nextLong(LONGEST.toMillis()));
    }
}
