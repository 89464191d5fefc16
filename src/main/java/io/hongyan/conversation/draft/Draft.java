package io.hongyan.conversation.draft;

import io.hongyan.streams.id.ConversationId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody has begun to write; `replyTo` is the seq of what it is to answer.
@Schema(name = "StoredDraft")
public record Draft(
        ConversationId conversationId,
        String text,
        @Nullable Long replyTo,
        Instant updatedAt) {}
