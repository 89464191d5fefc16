package io.hongyan.sdk.session;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void waitsOneThreeAndFiveSeconds() {
        assertThat(List.of(backoff.after(1), backoff.after(2), backoff.after(3)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void waitsAnythingUpToThirtySecondsFromThenOn() {
        List<Duration> waits =
                IntStream.range(4, 1_004).mapToObj(backoff::after).sorted().toList();

        assertThat(waits.get(0)).isPositive().isLessThan(Duration.ofSeconds(1));
        assertThat(waits.get(waits.size() - 1)).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        assertThat(waits.get(500)).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));
    }
}
