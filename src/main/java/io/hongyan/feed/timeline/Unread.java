package io.hongyan.feed.timeline;

/// How many posts of others somebody hasn't seen; 100 stands for all greater numbers.
public record Unread(int unread) {}
