package io.hongyan.streams.fanout;

import io.hongyan.streams.id.ConversationId;
import org.jspecify.annotations.Nullable;

/// Whom a conversation reaches: what its mode is decided by. `mode` is the present one, and `override` an
/// administrator's wish, null for none.
public record Audience(
        ConversationId conversation,
        int members,
        FanoutMode mode,
        @Nullable FanoutMode override) {}
