package io.hongyan.sync;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.message.EncodedEntry;
import java.util.List;

/// What a device missed, joined from the first `taken` of its references.
record Missed(int taken, List<ConversationView> conversations, List<EncodedEntry> entries) {

    Missed {
        conversations = List.copyOf(conversations);
        entries = List.copyOf(entries);
    }
}
