package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Two people, or a group of any size. The names are the same in the log and for clients.
public enum ConversationKind {
    @JsonProperty("direct")
    DIRECT,
    @JsonProperty("group")
    GROUP;

    /// The role of whoever creates a conversation of this kind.
    public Role creatorRole() {
        return switch (this) {
            case DIRECT -> Role.MEMBER;
            case GROUP -> Role.OWNER;
        };
    }
}
