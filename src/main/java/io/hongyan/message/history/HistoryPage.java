package io.hongyan.message.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hongyan.message.EncodedEntry;
import java.util.List;

/// Consecutive entries of a conversation, ascending; `firstSeq` is the lowest the caller may see, `headSeq` the last.
public record HistoryPage(@JsonProperty("items") List<EncodedEntry> entries, long firstSeq, long headSeq) {

    public HistoryPage {
        entries = List.copyOf(entries);
    }
}
