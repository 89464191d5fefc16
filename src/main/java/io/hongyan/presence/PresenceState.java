package io.hongyan.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How somebody is, as others see it.
public enum PresenceState {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("busy")
    BUSY,
    @JsonProperty("offline")
    OFFLINE
}
