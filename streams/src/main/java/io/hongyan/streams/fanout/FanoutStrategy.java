package io.hongyan.streams.fanout;

import java.util.OptionalInt;

/// Decides whether the messages of an audience are fanned out when they are written or when they are read.
///
/// Pure: the same audience has the same mode.
public sealed interface FanoutStrategy permits WriteFanout, ReadFanout, HybridFanout {

    FanoutMode decide(Audience audience);

    /// How many members a group may have under this strategy; empty where it sets no limit of its own.
    OptionalInt maxMembers();
}
