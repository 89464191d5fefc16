package io.hongyan.streams.fanout;

import java.util.OptionalInt;

/// Delivers to every mailbox: a reader finds everything in one place, and a sender pays for each member. So groups
/// are limited to `limit` members.
public record WriteFanout(int limit) implements FanoutStrategy {

    @Override
    public FanoutMode decide(Audience audience) {
        return FanoutMode.WRITE;
    }

    @Override
    public OptionalInt maxMembers() {
        return OptionalInt.of(limit);
    }
}
