package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a member may do, the most first. The names are the same in the log and for clients.
public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("member")
    MEMBER;

    /// Whether this role stands above `other`.
    public boolean outranks(Role other) {
        return ordinal() < other.ordinal();
    }
}
