package io.hongyan.verify;

import io.hongyan.streams.mailbox.Session;

/// What one user hasn't read of one conversation, counted message by message. `excluded` of the others don't count, and
/// `mentioned` is how often they were mentioned, recalled ones included. `ownAhead` and `mentionsAhead` are those of
/// which the mailbox is still to hear.
record Recount(long unread, long mentions, long excluded, long mentioned, long ownAhead, long mentionsAhead) {

    static final Recount NOTHING = new Recount(0, 0, 0, 0, 0, 0);

    /// Whether `session` shows as much unread; about as much, where its bounds have forgotten something, or where it
    /// can't know yet that a message is the user's own.
    boolean fitsUnread(Session session) {
        long shown = session.unread();
        long least = session.markedUnread() ? Math.max(1, unread) : unread;
        return excluded > Session.MAX_EXCLUDED
                ? shown <= unread + excluded
                : shown >= least && shown <= Math.max(least, unread + ownAhead);
    }

    /// Whether `session` shows as many mentions; not more, where its bounds have forgotten some, or where it is
    /// still to hear of some.
    boolean fitsMentions(Session session) {
        boolean bounded = mentioned > Session.MAX_MENTIONS || excluded > Session.MAX_EXCLUDED;
        long shown = session.mentions().size();
        return shown <= mentions && (bounded || shown >= mentions - mentionsAhead);
    }
}
