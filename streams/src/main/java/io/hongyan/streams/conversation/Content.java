package io.hongyan.streams.conversation;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// What a message says. `body` is JSON in the one form the server writes for it, so that equal contents have
/// equal bodies; `replyTo` is the seq of another message of the conversation.
public record Content(String kind, String body, @Nullable Long replyTo, Mentions mentions) {

    public Content {
        requireNonNull(kind, "kind is null");
        requireNonNull(body, "body is null");
        requireNonNull(mentions, "mentions is null");
    }
}
