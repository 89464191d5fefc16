package io.hongyan.mailbox;

import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;

/// A conversation's counts after a mark took effect, and the total, both of one state.
public record Marked(long unread, int mentions, Counts total, long version) {

    static Marked of(Session session, Total total) {
        return new Marked(session.unread(), session.mentions().size(), Counts.of(total), total.version());
    }
}
