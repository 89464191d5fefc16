package io.hongyan.sdk.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line of a conversation's timeline.
///
/// `type` is `message`, `member`, `settings`, `edit`, `recall` or `reaction`, and may become others: an application
/// passes over those it doesn't know. `target` is the `seq` that an operation is about.
public record Entry(
        String conversationId,
        long seq,
        long ordinal,
        String type,
        @Nullable String messageId,
        @Nullable String clientId,
        @Nullable String senderId,
        Instant at,
        @Nullable String kind,
        @Nullable JsonNode body,
        @Nullable Long replyTo,
        @Nullable Long target,
        @Nullable List<String> mentions,
        @Nullable Instant editedAt,
        @Nullable Boolean recalled,
        @Nullable JsonNode reactions) {

    public Entry {
        mentions = mentions == null ? null : List.copyOf(mentions);
    }

    /// The message that was acknowledged, as the entry that everybody else is pushed.
    public static Entry of(Outgoing message, Acknowledgement acknowledged, @Nullable String senderId) {
        return new Entry(
                acknowledged.conversationId(),
                acknowledged.seq(),
                acknowledged.ordinal(),
                "message",
                acknowledged.messageId(),
                acknowledged.clientId(),
                senderId,
                acknowledged.at(),
                message.kind(),
                message.body(),
                message.replyTo(),
                null,
                message.mentions(),
                null,
                null,
                null);
    }

    /// What a text message says.
    @JsonIgnore
    public Optional<String> text() {
        return Optional.ofNullable(body).map(content -> content.get("text")).map(JsonNode::asText);
    }

    /// Whether this is the entry that brought `userId` into the conversation.
    public boolean brings(String userId) {
        if (!type.equals("member") || body == null) {
            return false;
        }
        String action = body.path("action").asText();
        if (!action.equals("created") && !action.equals("added") && !action.equals("joined")) {
            return false;
        }
        for (JsonNode brought : body.path("userIds")) {
            if (brought.asText().equals(userId)) {
                return true;
            }
        }
        return false;
    }
}
