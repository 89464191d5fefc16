package io.hongyan.account.token;

import com.fasterxml.jackson.annotation.JsonProperty;

/// On how many devices of one kind somebody may be logged in.
public enum DevicePolicy {
    /// As many as they like.
    @JsonProperty("several")
    SEVERAL,
    /// One: a new login ends the older one.
    @JsonProperty("replace")
    REPLACE,
    /// One: a new login is refused while there is another.
    @JsonProperty("refuse")
    REFUSE
}
