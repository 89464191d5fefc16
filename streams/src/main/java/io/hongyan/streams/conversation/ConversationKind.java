package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Two people, or a group of any size. The names are for clients; the order is for ever, since the log knows them by
/// it.
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
