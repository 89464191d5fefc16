package io.hongyan.relation.people;

import io.hongyan.streams.id.UserId;
import org.jdbi.v3.core.Handle;

/// Hears of blocks before they are made, and of what has become of them: of two people's several at once, perhaps.
public interface BlockListener {

    /// `blocker` is about to block `other`, which they may do already. `change` is this try's own number.
    void begins(UserId blocker, UserId other, long change);

    /// Nothing came of what began as `change`. May be heard of again.
    void isRefused(UserId blocker, UserId other, long change);

    /// `blocker` blocks `other`. May be heard of again, and without that it began.
    ///
    /// @param transaction in which others that hear of these two wait
    void holds(Handle transaction, UserId blocker, UserId other);

    /// `blocker` doesn't block `other`, otherwise as [#holds].
    void isOver(Handle transaction, UserId blocker, UserId other);
}
