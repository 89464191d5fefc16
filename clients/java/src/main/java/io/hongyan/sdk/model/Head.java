package io.hongyan.sdk.model;

/// Where a conversation stands.
public record Head(String conversationId, long seq, long ordinal) {}
