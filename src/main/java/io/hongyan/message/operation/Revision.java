package io.hongyan.message.operation;

/// What a message says by the entry `seq`, of that time in milliseconds since 1970: its own, or that of an edit.
public record Revision(long seq, long at, String body) {}
