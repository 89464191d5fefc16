package io.hongyan.message.history;

import io.hongyan.message.EncodedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes one page of what PostgreSQL and the tail have of it.
final class Merge {

    private Merge() {}

    /// All entries of `span` in order; empty where one of them is in neither list.
    ///
    /// Both lists ascend without a double. They may overlap, have holes and reach beyond the span.
    static Optional<List<EncodedEntry>> consecutive(Span span, List<EncodedEntry> stored, List<EncodedEntry> recent) {
        List<EncodedEntry> merged = new ArrayList<>(span.size());
        int nextStored = 0;
        int nextRecent = 0;
        for (long seq = span.from(); seq <= span.to(); seq++) {
            nextStored = firstFrom(seq, stored, nextStored);
            nextRecent = firstFrom(seq, recent, nextRecent);
            if (nextRecent < recent.size() && recent.get(nextRecent).seq() == seq) {
                merged.add(recent.get(nextRecent));
            } else if (nextStored < stored.size() && stored.get(nextStored).seq() == seq) {
                merged.add(stored.get(nextStored));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(merged);
    }

    private static int firstFrom(long seq, List<EncodedEntry> entries, int start) {
        int next = start;
        while (next < entries.size() && entries.get(next).seq() < seq) {
            next++;
        }
        return next;
    }
}
