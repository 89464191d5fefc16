package io.hongyan.gateway.frame;

/// What a device wants pushed.
public enum PushMode {
    /// Entries themselves.
    FULL,
    /// Only where conversations stand: the device fetches.
    NOTIFY
}
