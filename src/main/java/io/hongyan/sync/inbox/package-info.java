/// What devices may have missed, in Redis: for each user the last changes of their mailbox, and for each device up to
/// where it has said that it has everything. All of it may be lost at any time.
///
/// | key | what | holds |
/// |---|---|---|
/// | `inbox:{user}` | stream | `epoch-position` → what changed there, see below |
/// | `inbox-rebuilt:{user}` | stream | the same, while it is made anew from the log |
/// | `cursor:{device}` | string | the generation of the device's login, a space, and its last acknowledged cursor |
///
/// An entry of a stream is about one change of the mailbox, and every position has one. Its only field `r` holds, with
/// spaces between them:
///
/// | part | is |
/// |---|---|
/// | 1 | `e`: an entry of the conversation; `l`: the user is out by it; `m`: a mark, there is no entry |
/// | 2 | the conversation |
/// | 3, 4 | the seq and ordinal where the user's mailbox has the conversation's head since then |
/// | 5 | when, in milliseconds since 1970 |
@NullMarked
package io.hongyan.sync.inbox;

import org.jspecify.annotations.NullMarked;
