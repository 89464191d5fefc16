package io.hongyan.mailbox;

import io.hongyan.streams.mailbox.Total;

/// What is unread in all conversations that aren't muted.
public record Counts(long unread, long mentions) {

    public static Counts of(Total total) {
        return new Counts(total.unread(), total.mentions());
    }
}
