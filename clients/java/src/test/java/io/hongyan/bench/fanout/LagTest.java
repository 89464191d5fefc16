package io.hongyan.bench.fanout;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class LagTest {

    @Test
    void whatStaysTheSameIsFlatHoweverItBegan() {
        Lag lag = Lag.of(List.of(0L, 900L, 400L, 380L, 420L, 400L, 380L, 420L));

        assertThat(lag.isFlat(1_000)).isTrue();
    }

    @Test
    void whatGrowsWithEachSecondIsNot() {
        Lag lag = Lag.of(List.of(0L, 100L, 200L, 300L, 400L, 500L));

        assertThat(lag.slope()).isCloseTo(100, within(0.001));
        assertThat(lag.isFlat(1_000)).isFalse();
    }

    @Test
    void aGrowthOfAFiftiethIsTheLimit() {
        Lag lag = Lag.of(List.of(0L, 10L, 20L, 30L));

        assertThat(lag.isFlat(500)).isTrue();
        assertThat(lag.isFlat(499)).isFalse();
    }
}
