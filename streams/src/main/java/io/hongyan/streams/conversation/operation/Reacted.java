package io.hongyan.streams.conversation.operation;

/// What is known of one person's reaction with one emoji: the entry that set it or took it away, and when.
public record Reacted(long seq, long at, boolean on) {}
