package io.hongyan.notification;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-11-21T19:16:05Z");

    @ParameterizedTest
    @CsvSource({
        "1, 0, PT1S",
        "1, 1, PT3S",
        "1, 0.5, PT2S",
        "2, 0.5, PT4S",
        "5, 0.5, PT32S",
        "6, 0.5, PT1M",
        "999, 1, PT1M30S"
    })
    void eachPauseIsTwiceAsLongUpToTheLast(int failures, double chance, Duration pause) {
        Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> chance);

        assertThat(backoff.next(NOW, failures)).isEqualTo(NOW.plus(pause));
    }
}
