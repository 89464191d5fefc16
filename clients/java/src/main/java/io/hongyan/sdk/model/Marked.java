package io.hongyan.sdk.model;

/// A conversation's counts after a mark took effect, and the total, both of one state.
public record Marked(long unread, int mentions, Counts total, long version) {}
