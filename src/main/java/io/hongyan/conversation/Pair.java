package io.hongyan.conversation;

import io.hongyan.streams.id.UserId;

/// Two people, whichever was named first, or one with themselves.
record Pair(UserId lower, UserId higher) {

    Pair {
        if (lower.compareTo(higher) > 0) {
            throw new IllegalArgumentException("the lower id comes first");
        }
    }

    static Pair of(UserId one, UserId other) {
        return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }
}
