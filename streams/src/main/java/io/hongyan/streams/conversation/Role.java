package io.hongyan.streams.conversation;

/// What a member may do, the most first.
public enum Role {
    OWNER,
    ADMIN,
    MEMBER;

    /// Whether this role stands above `other`.
    public boolean outranks(Role other) {
        return ordinal() < other.ordinal();
    }
}
