package io.hongyan.streams.conversation;

/// What is known of a recalled message: the entry that recalled it, and when.
public record Recalled(long seq, long at) {}
