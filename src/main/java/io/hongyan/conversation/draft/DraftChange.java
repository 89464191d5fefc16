package io.hongyan.conversation.draft;

import io.hongyan.streams.id.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a draft: stored, or removed where there is no `text`.
public record DraftChange(
        ConversationId conversation,
        @Nullable String text,
        @Nullable Long replyTo,
        Instant at) {}
