package io.hongyan.sync.inbox;

import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Optional;

/// The last changes of every mailbox, as far as they are kept.
///
/// Nothing may depend on it: references may be missing at the front, at the end and between.
public interface Inbox {

    /// Takes references in, those of one user in ascending order. One at or below the last that was ever taken in for
    /// its user is skipped.
    void append(List<Filed> references);

    /// What there is of a user's references after the position `after` and up to `to`, ascending, at most `limit`;
    /// empty if the inbox can't be read.
    Optional<List<Reference>> range(UserId user, int epoch, long after, long to, int limit);
}
