package io.hongyan.sdk.timeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hongyan.sdk.model.Entry;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/// Entries to test with.
final class Entries {

    private Entries() {}

    static Entry entry(String conversationId, long seq) {
        return new Entry(
                conversationId,
                seq,
                seq - 1,
                "message",
                "m" + seq,
                null,
                "6",
                Instant.EPOCH,
                "text",
                JsonNodeFactory.instance.objectNode().put("text", "message " + seq),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /// Those from `first` to `last`.
    static List<Entry> entries(String conversationId, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> entry(conversationId, seq))
                .toList();
    }

    static List<Long> seqs(List<Entry> entries) {
        return entries.stream().map(Entry::seq).toList();
    }
}
