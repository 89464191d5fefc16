package io.hongyan.sdk.model;

/// How much is unread, and how many mentions are among it.
public record Counts(long unread, int mentions) {}
