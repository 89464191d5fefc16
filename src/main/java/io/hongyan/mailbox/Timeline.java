package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;

/// Where a conversation's entries stand in its count of messages.
@FunctionalInterface
public interface Timeline {

    /// The entry `seq`; where the conversation doesn't reach that far within a second, its head.
    ///
    /// @throws HongyanException `unavailable` if the entry is too old to be known without PostgreSQL, which is away
    Point reach(ConversationId conversation, long seq);

    /// An entry, and how many messages there are up to it.
    record Point(long seq, long ordinal) {}
}
