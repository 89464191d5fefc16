package io.hongyan.bench.peer;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class RatioTest {

    @Test
    void equalPairsLeaveNoDoubt() {
        Ratio ratio = Ratio.of(List.of(30.0, 60.0, 90.0), List.of(10.0, 20.0, 30.0));

        assertThat(ratio.mean()).isCloseTo(3, within(1e-9));
        assertThat(ratio.low()).isCloseTo(3, within(1e-9));
        assertThat(ratio.high()).isCloseTo(3, within(1e-9));
    }

    /// By hand: logarithms ln 2 and ln 8, so mean ln 4, deviation ln 2 · √2, half-width 12.71 · ln 2.
    @Test
    void twoPairsSayLittle() {
        Ratio ratio = Ratio.of(List.of(2.0, 8.0), List.of(1.0, 1.0));

        assertThat(ratio.mean()).isCloseTo(4, within(1e-9));
        assertThat(ratio.high()).isCloseTo(4 * Math.pow(2, 12.71), within(1e-3));
        assertThat(ratio.low()).isCloseTo(4 / Math.pow(2, 12.71), within(1e-9));
    }

    @Test
    void onePairSaysNothingOfHowFarItMayBeOff() {
        Ratio ratio = Ratio.of(List.of(2.0), List.of(1.0));

        assertThat(ratio.low()).isZero();
        assertThat(ratio.high()).isInfinite();
    }
}
