package io.hongyan.streams.conversation;

import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;

/// From here on a conversation is fanned out otherwise. No entry: it has no seq of its own, and clients don't hear of
/// it. `headSeq` and `headOrdinal` are those of the entry before it; `actor` is whose command brought it about.
public record FanoutSwitched(
        ConversationId conversation,
        FanoutMode mode,
        long generation,
        long headSeq,
        long headOrdinal,
        long at,
        UserId actor)
        implements Recorded {}
