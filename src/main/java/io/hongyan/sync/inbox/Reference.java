package io.hongyan.sync.inbox;

import io.hongyan.streams.id.ConversationId;

import static java.util.Objects.requireNonNull;

/// What one position of a mailbox is about: the conversation that changed, and where its head is since then.
public record Reference(
        int epoch, long position, Kind kind, ConversationId conversation, long seq, long ordinal, long at) {

    public Reference {
        requireNonNull(kind, "kind is null");
        requireNonNull(conversation, "conversation is null");
    }

    /// What changed.
    public enum Kind {
        /// The entry at the head came.
        ENTRY,
        /// The user is out, by the entry at the head.
        LEFT,
        /// No entry, only how the user has it.
        MARK
    }
}
