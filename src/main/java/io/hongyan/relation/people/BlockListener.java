package io.hongyan.relation.people;

import io.hongyan.streams.id.UserId;

/// Hears of blocks just before they are made or ended, one at a time for each person. What fails here isn't done; what
/// was heard of may not come about, and is then heard of again when it is repeated.
public interface BlockListener {

    /// `blocker` blocks `other`, whom they haven't blocked.
    void begins(UserId blocker, UserId other);

    /// `blocker` blocks `other` no more.
    void ends(UserId blocker, UserId other);
}
