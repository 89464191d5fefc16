package io.hongyan.streams.fanout;

import io.hongyan.streams.id.ConversationId;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Which strategy applies to which conversation: an administrator's word first, then the canary where it includes the
/// conversation, then the strategy of all others. Immutable.
public record FanoutPolicy(
        FanoutStrategy strategy, @Nullable Canary canary) {

    /// A strategy that is tried out on some conversations: always the same ones, and those of a smaller `percent` are
    /// among those of a larger.
    public record Canary(FanoutStrategy strategy, int percent) {

        private static final int ALL = 100;

        /// The multiplication spreads Snowflake ids, whose low bits are mostly zero.
        boolean includes(ConversationId conversation) {
            long spread = conversation.value() * 0x9E3779B97F4A7C15L;
            return (spread >>> 33) % ALL < percent;
        }
    }

    /// The mode that a conversation of this audience should have.
    public FanoutMode decide(Audience audience) {
        return audience.override() == null ? of(audience.conversation()).decide(audience) : audience.override();
    }

    /// How many members a conversation may have; empty where its strategy sets no limit.
    public OptionalInt maxMembers(ConversationId conversation) {
        return of(conversation).maxMembers();
    }

    private FanoutStrategy of(ConversationId conversation) {
        return canary != null && canary.includes(conversation) ? canary.strategy() : strategy;
    }
}
