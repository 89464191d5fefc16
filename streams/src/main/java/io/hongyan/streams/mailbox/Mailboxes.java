package io.hongyan.streams.mailbox;

import io.hongyan.streams.id.UserId;

/// Where a user's mailbox is.
public final class Mailboxes {

    private Mailboxes() {}

    /// The partition of `user` among `count`: the same everywhere, for life, since state is kept by it.
    ///
    /// The multiplication spreads Snowflake ids, whose low bits are mostly zero (Fibonacci hashing, Knuth, The
    /// Art of Computer Programming, volume 3, 6.4).
    public static int partition(UserId user, int count) {
        long spread = user.value() * 0x9E3779B97F4A7C15L;
        return (int) ((spread >>> 33) % count);
    }
}
