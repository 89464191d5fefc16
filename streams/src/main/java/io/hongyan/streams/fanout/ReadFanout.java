package io.hongyan.streams.fanout;

import java.util.OptionalInt;

/// Moves one head that all members share: a message costs the same however many they are, and a reader looks at each
/// of their conversations.
public record ReadFanout() implements FanoutStrategy {

    @Override
    public FanoutMode decide(Audience audience) {
        return FanoutMode.READ;
    }

    @Override
    public OptionalInt maxMembers() {
        return OptionalInt.empty();
    }
}
