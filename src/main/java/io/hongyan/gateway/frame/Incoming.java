package io.hongyan.gateway.frame;

import io.hongyan.error.HongyanException;
import org.jspecify.annotations.Nullable;

/// What a text frame of a client turned out to be.
public sealed interface Incoming permits ClientFrame, Incoming.Invalid, Incoming.Malformed {

    /// A JSON object that isn't a frame of the protocol: answered with an error, and the socket stays. `r` and
    /// `clientId` are given where they could be read.
    record Invalid(@Nullable Long r, @Nullable String clientId, HongyanException problem) implements Incoming {}

    /// No JSON object at all: the socket closes.
    record Malformed() implements Incoming {}
}
