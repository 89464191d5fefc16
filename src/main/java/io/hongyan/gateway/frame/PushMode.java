package io.hongyan.gateway.frame;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a device wants pushed.
public enum PushMode {
    /// Entries themselves.
    @JsonProperty("full")
    FULL,
    /// Only where conversations stand: the device fetches.
    @JsonProperty("notify")
    NOTIFY
}
