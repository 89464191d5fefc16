package io.hongyan.verify;

import io.hongyan.streams.mailbox.Session;

/// What one user hasn't read of one conversation, counted message by message. `excluded` of the others don't count, and
/// `mentioned` is how often they were mentioned, recalled ones included.
record Recount(long unread, long mentions, long excluded, long mentioned) {

    static final Recount NOTHING = new Recount(0, 0, 0, 0);

    /// Whether `session` shows as much unread; about as much, where its bounds have forgotten something.
    boolean fitsUnread(Session session) {
        if (excluded > Session.MAX_EXCLUDED) {
            return session.unread() <= unread + excluded;
        }
        return session.unread() == (session.markedUnread() ? Math.max(1, unread) : unread);
    }

    /// Whether `session` shows as many mentions; not more, where its bounds have forgotten some.
    boolean fitsMentions(Session session) {
        boolean bounded = mentioned > Session.MAX_MENTIONS || excluded > Session.MAX_EXCLUDED;
        return bounded
                ? session.mentions().size() <= mentions
                : session.mentions().size() == mentions;
    }
}
