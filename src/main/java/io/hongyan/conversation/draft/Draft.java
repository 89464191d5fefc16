package io.hongyan.conversation.draft;

import io.hongyan.streams.id.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody has begun to write; `replyTo` is the seq of what it is to answer.
public record Draft(
        ConversationId conversationId,
        String text,
        @Nullable Long replyTo,
        Instant updatedAt) {}
