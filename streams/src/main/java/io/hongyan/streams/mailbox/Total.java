package io.hongyan.streams.mailbox;

/// What all of a user's conversations come to. `unread` and `mentions` are sums over those that aren't muted;
/// `position` grows by one with every change of the mailbox, and is the version of the counts.
public record Total(long position, long unread, long mentions) {

    public static final Total EMPTY = new Total(0, 0, 0);

    /// This total after one session has changed.
    Total moved(Session before, Session after) {
        return new Total(
                position + 1,
                unread - before.countedUnread() + after.countedUnread(),
                mentions - before.countedMentions() + after.countedMentions());
    }
}
