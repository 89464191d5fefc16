package io.hongyan.streams.mailbox;

/// What all of a user's conversations come to. `unread` and `mentions` are sums over those that aren't muted;
/// `position` grows by one with every change of the mailbox, and is the version of the counts.
public record Total(long position, long unread, long mentions) {

    public static final Total EMPTY = new Total(0, 0, 0);

    /// A rebuilt mailbox starts at its epoch times 2 to the power of this.
    private static final int EPOCH_BITS = 40;

    /// How often this mailbox was rebuilt: only within an epoch do positions follow each other.
    public int epoch() {
        return (int) (position >>> EPOCH_BITS);
    }

    /// This total after one session has changed.
    Total moved(Session before, Session after) {
        return new Total(
                position + 1,
                unread - before.countedUnread() + after.countedUnread(),
                mentions - before.countedMentions() + after.countedMentions());
    }
}
