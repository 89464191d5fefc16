package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a member may do, the most first. The names are for clients; the order is for ever, since the log knows them by
/// it.
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
