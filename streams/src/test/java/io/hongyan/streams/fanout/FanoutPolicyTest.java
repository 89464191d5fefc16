package io.hongyan.streams.fanout;

import io.hongyan.streams.fanout.FanoutPolicy.Canary;
import io.hongyan.streams.fanout.HybridFanout.Tier;
import io.hongyan.streams.id.ConversationId;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.hongyan.streams.fanout.FanoutMode.READ;
import static io.hongyan.streams.fanout.FanoutMode.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

final class FanoutPolicyTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final HybridFanout TIERS =
            new HybridFanout(List.of(new Tier(500, WRITE), new Tier(Integer.MAX_VALUE, READ)), 0.1);

    @ParameterizedTest
    @CsvSource({
        "2, WRITE, WRITE",
        "500, WRITE, WRITE",
        "501, WRITE, READ",
        "100000, WRITE, READ",
        "501, READ, READ",
        "500, READ, READ",
        "451, READ, READ",
        "450, READ, WRITE",
        "2, READ, WRITE",
    })
    void aGroupOutgrowsATierAtItsBorderAndReturnsBelowIt(int members, FanoutMode before, FanoutMode after) {
        assertThat(TIERS.decide(new Audience(CATS, members, before, null))).isEqualTo(after);
    }

    @Test
    void anotherOrderOfTiersIsHeldTheSameWay() {
        HybridFanout odd = new HybridFanout(
                List.of(new Tier(10, READ), new Tier(100, WRITE), new Tier(Integer.MAX_VALUE, READ)), 0.5);

        assertThat(odd.decide(new Audience(CATS, 11, READ, null))).isEqualTo(WRITE);
        assertThat(odd.decide(new Audience(CATS, 10, WRITE, null))).isEqualTo(WRITE);
        assertThat(odd.decide(new Audience(CATS, 5, WRITE, null))).isEqualTo(READ);
    }

    @Test
    void anAdministratorsWordComesFirst() {
        FanoutPolicy policy = new FanoutPolicy(new WriteFanout(500), new Canary(new WriteFanout(500), 100));

        assertThat(policy.decide(new Audience(CATS, 3, WRITE, READ))).isEqualTo(READ);
        assertThat(policy.decide(new Audience(CATS, 3, READ, null))).isEqualTo(WRITE);
    }

    @Test
    void onlyWriteFanoutLimitsAGroup() {
        assertThat(new FanoutPolicy(new WriteFanout(500), null).maxMembers(CATS))
                .isEqualTo(OptionalInt.of(500));
        assertThat(new FanoutPolicy(TIERS, null).maxMembers(CATS)).isEmpty();
        assertThat(new FanoutPolicy(new ReadFanout(), null).maxMembers(CATS)).isEmpty();
    }

    @Nested
    final class ACanary {

        @Test
        void hasAboutItsShareOfTheConversations() {
            assertThat(included(10).size()).isBetween(800, 1_200);
            assertThat(included(0)).isEmpty();
            assertThat(included(100)).hasSize(10_000);
        }

        @Test
        void keepsItsConversationsWhenItGrows() {
            assertThat(included(25)).containsAll(included(10));
        }

        /// Ids as they are made: their low bits are mostly zero.
        private static Set<Long> included(int percent) {
            FanoutPolicy policy = new FanoutPolicy(new WriteFanout(500), new Canary(new ReadFanout(), percent));
            return LongStream.rangeClosed(1, 10_000)
                    .map(number -> number << 22)
                    .filter(id -> policy.decide(new Audience(new ConversationId(id), 3, WRITE, null)) == READ)
                    .boxed()
                    .collect(Collectors.toSet());
        }
    }
}
