package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a new member may see of what was said before. The names are for clients; the order is for ever, since the log
/// knows them by it.
public enum History {
    @JsonProperty("sinceJoined")
    SINCE_JOINED,
    @JsonProperty("all")
    ALL
}
