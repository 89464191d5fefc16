package io.hongyan.streams.conversation.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How somebody comes into a group whom nobody adds. The names are the same in the log and for clients.
public enum Joining {
    /// Not at all.
    @JsonProperty("closed")
    CLOSED,
    /// By a link.
    @JsonProperty("link")
    LINK,
    /// By a link, and when the owner or an admin has agreed.
    @JsonProperty("approval")
    APPROVAL
}
