package io.hongyan.relation.permission;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whose direct messages and invitations somebody gets; from a person they blocked, or who blocked them, never.
public enum MessagingPolicy {

    /// Everybody's.
    @JsonProperty("anyone")
    ANYONE {
        @Override
        boolean allows(Tie tie) {
            return true;
        }
    },

    /// Those of their own contacts.
    @JsonProperty("friends")
    FRIENDS {
        @Override
        boolean allows(Tie tie) {
            return tie.friendOf();
        }
    },

    /// Those of their own contacts and of whom they follow.
    @JsonProperty("followers")
    FOLLOWERS {
        @Override
        boolean allows(Tie tie) {
            return tie.friendOf() || tie.followed();
        }
    };

    abstract boolean allows(Tie tie);
}
