package io.hongyan.conversation.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hongyan.streams.id.ConversationId;

/// What became of somebody who came by a link.
public record Joined(ConversationId conversationId, State state) {

    /// Whether they are in.
    public enum State {
        @JsonProperty("joined")
        JOINED,
        /// Somebody has to agree first.
        @JsonProperty("requested")
        REQUESTED
    }
}
