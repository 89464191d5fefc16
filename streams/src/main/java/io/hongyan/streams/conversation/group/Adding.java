package io.hongyan.streams.conversation.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who may add people to a group. The names are the same in the log and for clients.
public enum Adding {
    @JsonProperty("all")
    ALL,
    @JsonProperty("admins")
    ADMINS
}
