package io.hongyan.sdk.model;

import java.util.Objects;

/// Where a message goes: into a conversation, or to a person, into the direct conversation with them.
public sealed interface Destination {

    /// A conversation that there is.
    record ToConversation(String conversationId) implements Destination {

        public ToConversation {
            Objects.requireNonNull(conversationId, "conversationId is null");
        }
    }

    /// A person; the direct conversation is made if there is none.
    record ToUser(String userId) implements Destination {

        public ToUser {
            Objects.requireNonNull(userId, "userId is null");
        }
    }

    static Destination conversation(String conversationId) {
        return new ToConversation(conversationId);
    }

    static Destination user(String userId) {
        return new ToUser(userId);
    }
}
