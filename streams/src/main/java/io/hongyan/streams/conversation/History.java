package io.hongyan.streams.conversation;

/// What a new member may see of what was said before.
public enum History {
    SINCE_JOINED,
    ALL
}
