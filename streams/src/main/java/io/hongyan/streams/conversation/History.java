package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a new member may see of what was said before. The names are the same in the log and for clients.
public enum History {
    @JsonProperty("sinceJoined")
    SINCE_JOINED,
    @JsonProperty("all")
    ALL
}
