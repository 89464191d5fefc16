package io.hongyan.streams.mailbox;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class IntervalsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSetOfItsOrdinals(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> model = new TreeSet<>();
        Intervals intervals = Intervals.NONE;

        for (int step = 0; step < 2_000; step++) {
            long ordinal = 1 + random.nextInt(200);
            if (random.nextInt(20) == 0) {
                intervals = intervals.above(ordinal);
                model.headSet(ordinal, true).clear();
            } else {
                intervals = intervals.with(ordinal);
                model.add(ordinal);
            }

            long from = random.nextInt(200);
            long to = from + random.nextInt(200);
            assertThat(intervals.countIn(from, to))
                    .isEqualTo(model.subSet(from, false, to, true).size());
            assertThat(intervals.size()).isEqualTo(runs(model));
            assertThat(Intervals.unpacked(intervals.packed())).isEqualTo(intervals);
        }
    }

    @Test
    void largeOrdinalsSurvivePacking() {
        Intervals intervals = Intervals.NONE
                .with(127)
                .with(129)
                .with(1L << 20)
                .with((1L << 53) - 3)
                .with((1L << 53) - 1);

        assertThat(Intervals.unpacked(intervals.packed())).isEqualTo(intervals);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void twoSetsTogetherAreTheOrdinalsOfBoth(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 200; step++) {
            Intervals one = Intervals.NONE;
            Intervals other = Intervals.NONE;
            Intervals both = Intervals.NONE;
            for (int i = random.nextInt(30); i > 0; i--) {
                long ordinal = 1 + random.nextInt(50);
                one = random.nextBoolean() ? one.with(ordinal) : one;
                other = one.contains(ordinal) && random.nextBoolean() ? other : other.with(ordinal);
                both = both.with(ordinal);
            }

            assertThat(one.with(other)).isEqualTo(both);
            assertThat(other.with(one)).isEqualTo(both);
            assertThat(both.count()).isEqualTo(both.countIn(0, 50));
        }
    }

    @Test
    void losesItsLowestOrdinalOnly() {
        Intervals set = Intervals.NONE.with(3).with(4).with(9);

        assertThat(set.withoutFirst()).isEqualTo(Intervals.NONE.with(4).with(9));
        assertThat(set.withoutFirst().withoutFirst()).isEqualTo(Intervals.NONE.with(9));
    }

    private static int runs(TreeSet<Long> model) {
        return (int)
                model.stream().filter(ordinal -> !model.contains(ordinal - 1)).count();
    }
}
