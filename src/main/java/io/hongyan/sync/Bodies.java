package io.hongyan.sync;

import io.hongyan.message.EncodedEntry;
import io.hongyan.streams.id.ConversationId;
import java.util.List;

/// The entries that references are about.
public interface Bodies {

    /// All entries from `from` to `to`, which exist.
    List<EncodedEntry> range(ConversationId conversation, long from, long to);
}
