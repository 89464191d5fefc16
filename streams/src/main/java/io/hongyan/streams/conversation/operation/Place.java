package io.hongyan.streams.conversation.operation;

import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Role;
import java.util.List;

/// A conversation as an operation finds it: its last entry, the time of the next one, and who asks.
///
/// `now` is the log's time in milliseconds since 1970; `at` is that of the next entry, which may be later. `pinned` are
/// the seqs of the pinned messages.
public record Place(ConversationKind kind, long seq, long ordinal, long at, long now, Role role, List<Long> pinned) {

    public Place {
        pinned = List.copyOf(pinned);
    }
}
