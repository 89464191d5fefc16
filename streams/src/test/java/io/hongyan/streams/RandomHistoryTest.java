package io.hongyan.streams;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.fanout.FanoutStrategy;
import io.hongyan.streams.fanout.HybridFanout;
import io.hongyan.streams.fanout.ReadFanout;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.fanout.WriteFanout;
import io.hongyan.streams.id.ConversationId;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// The same random histories under every strategy, and under random online switches, against [UnreadModel]: deliveries
/// come late, marks overtake them, and time and again everything is restarted, also with another configuration.
///
/// A seed is the test's argument, so a failure is replayed by it: `-Dhistories.first=17 -Dhistories=1`. The strategies'
/// histories must be the same, entry by entry and answer by answer, and so must what they show.
final class RandomHistoryTest {

    private static final long FIRST = Long.getLong("histories.first", 1);
    private static final long HISTORIES = Long.getLong("histories", 20);

    private static final FanoutStrategy WRITE = new WriteFanout(1_000);
    private static final FanoutStrategy READ = new ReadFanout();

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyStrategyShowsTheSame(long seed) {
        List<Object> write = new RandomHistory(seed, Pace.USUAL, _ -> WRITE::decide).run();
        List<Object> read = new RandomHistory(seed, Pace.USUAL, _ -> READ::decide).run();
        List<Object> hybrid = new RandomHistory(seed, Pace.USUAL, _ -> hybrid(3)::decide).run();
        List<Object> switching = new RandomHistory(seed, Pace.USUAL, start -> new Switching(seed + start)).run();
        Random random = new Random(seed);
        List<Object> reconfigured = new RandomHistory(seed, Pace.USUAL, _ -> anyPolicy(random)::decide).run();

        assertThat(write).filteredOn(Event.MessageSent.class::isInstance).isNotEmpty();
        assertThat(read).isEqualTo(write);
        assertThat(hybrid).isEqualTo(write);
        assertThat(switching).isEqualTo(write);
        assertThat(reconfigured).isEqualTo(write);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCanarySwitchesItsConversationsAndNobodyNotices(long seed) {
        FanoutPolicy before = new FanoutPolicy(WRITE, null);
        FanoutPolicy canary = new FanoutPolicy(WRITE, new FanoutPolicy.Canary(READ, 40));
        RandomHistory trial = new RandomHistory(seed, Pace.WIDE, start -> start == 1 ? canary::decide : before::decide);

        List<Object> tried = trial.run();

        assertThat(tried).isEqualTo(new RandomHistory(seed, Pace.WIDE, _ -> before::decide).run());
        assertThat(trial.readAtStops().getFirst()).isEmpty();
        assertThat(trial.readAtStops().get(1))
                .isNotEmpty()
                .allMatch(id -> canary.decide(new Audience(id, 2, FanoutMode.WRITE, null)) == FanoutMode.READ);
        assertThat(trial.readAtStops().getLast())
                .hasSizeLessThan(trial.readAtStops().get(1).size());
    }

    /// Beyond the bounds the modes may forget different things, though nothing that a read mark doesn't put right.
    @Test
    void theBoundsAreReachedUnderEveryStrategyAndNothingElseIsLost() {
        RandomHistory write = new RandomHistory(FIRST, Pace.ENDLESS, _ -> WRITE::decide);
        RandomHistory read = new RandomHistory(FIRST, Pace.ENDLESS, _ -> READ::decide);
        RandomHistory both = new RandomHistory(FIRST, Pace.ENDLESS, start -> (start % 2 == 0 ? READ : WRITE)::decide);

        for (RandomHistory run : List.of(write, read, both)) {
            run.run();
            assertThat(run.beyondBounds()).isPositive();
        }
        SharedHead head = requireNonNull(read.head(new ConversationId(1)));
        assertThat(head.recalled().count()).isEqualTo(SharedHead.MAX_RECALLED);
        assertThat(head.everybody()).hasSize(SharedHead.MAX_EVERYBODY);
    }

    private static FanoutStrategy hybrid(int upTo) {
        return new HybridFanout(
                List.of(
                        new HybridFanout.Tier(upTo, FanoutMode.WRITE),
                        new HybridFanout.Tier(Integer.MAX_VALUE, FanoutMode.READ)),
                0.3);
    }

    private static FanoutPolicy anyPolicy(Random random) {
        return new FanoutPolicy(anyStrategy(random), new FanoutPolicy.Canary(anyStrategy(random), random.nextInt(101)));
    }

    private static FanoutStrategy anyStrategy(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> WRITE;
            case 1 -> READ;
            default -> hybrid(1 + random.nextInt(Pace.USUAL.users()));
        };
    }

    /// Another mode every now and then, whatever the audience.
    private static final class Switching implements Function<Audience, FanoutMode> {

        private final Random random;

        Switching(long seed) {
            this.random = new Random(~seed);
        }

        @Override
        public FanoutMode apply(Audience audience) {
            return random.nextInt(8) == 0 ? FanoutMode.values()[random.nextInt(2)] : audience.mode();
        }
    }
}
