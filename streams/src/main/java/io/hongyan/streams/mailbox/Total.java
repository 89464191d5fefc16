package io.hongyan.streams.mailbox;

/// What a user's conversations come to. `unread` and `mentions` are sums over those that aren't muted; `position` grows
/// by one with every change of the mailbox.
///
/// `version` is that of the counts, and never falls. As stored it covers the conversations in write mode; whoever shows
/// a total [adds][#with] those in read mode.
public record Total(long position, long unread, long mentions, long version) {

    public static final Total EMPTY = new Total(0, 0, 0);

    /// A rebuilt mailbox starts at its epoch times 2 to the power of this.
    private static final int EPOCH_BITS = 40;

    /// When a conversation leaves the sum of those in read mode, the version grows by more than its head was: whoever
    /// showed the sum may have seen entries that came after it.
    private static final long MARGIN = 100_000;

    public Total {
        // Totals of before there was a version have none: it was the position.
        version = Math.max(version, position);
    }

    /// A total whose version is its position.
    public Total(long position, long unread, long mentions) {
        this(position, unread, mentions, position);
    }

    /// The total of a mailbox that was rebuilt for the `epoch`th time: above all that was there before.
    public static Total rebuilt(int epoch, long unread, long mentions) {
        return new Total((long) epoch << EPOCH_BITS, unread, mentions);
    }

    /// How often this mailbox was rebuilt: only within an epoch do positions follow each other.
    public int epoch() {
        return (int) (position >>> EPOCH_BITS);
    }

    /// This total after one session has changed.
    Total moved(Session before, Session after) {
        long left = before.inReadMode() && !after.inReadMode() ? after.headSeq() + MARGIN : 0;
        return new Total(
                position + 1,
                unread - before.storedUnread() + after.storedUnread(),
                mentions - before.storedMentions() + after.storedMentions(),
                version + 1 + left);
    }

    /// This total and what a conversation in read mode adds to it: `session` as it is shown, and the conversation's
    /// head.
    public Total with(Session session, long headSeq) {
        return new Total(
                position, unread + session.countedUnread(), mentions + session.countedMentions(), version + headSeq);
    }
}
