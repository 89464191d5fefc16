package io.hongyan.sdk.model;

import java.util.List;

/// What is unread: `total` is the sum over the conversations that aren't muted. A higher `version` is newer.
public record Unread(Counts total, List<Item> conversations, long version) {

    public Unread {
        conversations = List.copyOf(conversations);
    }

    /// One conversation's counts.
    public record Item(String id, long unread, int mentions, boolean muted) {}
}
