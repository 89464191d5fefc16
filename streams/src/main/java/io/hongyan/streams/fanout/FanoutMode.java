package io.hongyan.streams.fanout;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who pays for the messages of a conversation. The names are for clients; the order is for ever, since the log knows
/// them by it.
public enum FanoutMode {
    /// Its readers: they take the head from what all share.
    @JsonProperty("read")
    READ,
    /// Its senders: every message goes to every member's mailbox.
    @JsonProperty("write")
    WRITE
}
