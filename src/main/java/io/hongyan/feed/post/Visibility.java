package io.hongyan.feed.post;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who sees a post, besides its author; whoever has to do with a block never does.
public enum Visibility {
    /// Everybody.
    @JsonProperty("everyone")
    EVERYONE,
    /// Those whom the author has among their contacts.
    @JsonProperty("friends")
    FRIENDS,
    /// Nobody.
    @JsonProperty("self")
    SELF
}
