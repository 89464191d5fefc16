package io.hongyan.message;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import java.time.Instant;

/// The answer to a send: durable and numbered. `duplicate` where this is the first answer to it again.
public record Sent(
        ConversationId conversationId,
        String clientId,
        MessageId messageId,
        long seq,
        long ordinal,
        Instant at,
        boolean duplicate) {}
