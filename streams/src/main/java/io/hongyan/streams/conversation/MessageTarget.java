package io.hongyan.streams.conversation;

import io.hongyan.streams.id.UserId;

import static java.util.Objects.requireNonNull;

/// The message that an operation is about, as the door found it.
public record MessageTarget(long seq, long ordinal, long at, UserId sender, Mentions mentions) {

    public MessageTarget {
        requireNonNull(sender, "sender is null");
        requireNonNull(mentions, "mentions is null");
    }
}
