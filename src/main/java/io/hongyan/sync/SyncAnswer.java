package io.hongyan.sync;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.message.EncodedEntry;
import java.util.List;

/// What a device missed. With `more` there are further pages from `cursor` on; with `reset` this is the first page of a
/// snapshot although a cursor was given.
public record SyncAnswer(
        String cursor, boolean more, boolean reset, List<ConversationView> conversations, List<EncodedEntry> entries) {

    public SyncAnswer {
        conversations = List.copyOf(conversations);
        entries = List.copyOf(entries);
    }

    /// Whether there is nothing in it that was missed.
    boolean isEmpty() {
        return !more && !reset && conversations.isEmpty() && entries.isEmpty();
    }

    SyncAnswer asReset() {
        return new SyncAnswer(cursor, more, true, conversations, entries);
    }
}
