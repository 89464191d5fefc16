package io.hongyan.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.message.operation.ReactionSum;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of an [EncodedEntry], for those who read the protocol's document.
@Schema(name = "Entry")
record EntryShape(
        ConversationId conversationId,
        long seq,
        long ordinal,
        EntryType type,
        @Nullable MessageId messageId,
        @Nullable String clientId,
        UserId senderId,
        Instant at,
        @Nullable String kind,
        @Nullable JsonNode body,
        @Nullable Long replyTo,
        @Nullable List<String> mentions,
        @Nullable Long target,
        @Nullable Instant editedAt,
        @Nullable Boolean recalled,
        @Nullable List<ReactionSum> reactions) {}
