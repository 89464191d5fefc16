package io.hongyan.streams.fanout;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who pays for the messages of a conversation. The names are the same in the log and for clients.
public enum FanoutMode {
    /// Its readers: they take the head from what all share.
    @JsonProperty("read")
    READ,
    /// Its senders: every message goes to every member's mailbox.
    @JsonProperty("write")
    WRITE
}
