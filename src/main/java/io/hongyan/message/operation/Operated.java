package io.hongyan.message.operation;

import io.hongyan.streams.id.ConversationId;
import java.time.Instant;

/// The answer to an operation on the message `target`: the entry that says it was done. `duplicate` where that was
/// there before.
public record Operated(ConversationId conversationId, long seq, long target, Instant at, boolean duplicate) {}
