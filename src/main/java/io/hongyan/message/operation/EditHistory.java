package io.hongyan.message.operation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hongyan.streams.id.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What a message said, from its own entry on.
public record EditHistory(List<Item> items) {

    /// How many of the newest edits are told.
    public static final int MAX_EDITS = 100;

    public EditHistory {
        items = List.copyOf(items);
    }

    /// What it said from the entry `seq` on.
    public record Item(long seq, Instant at, @JsonRawValue String body) {}

    static EditHistory of(List<Revision> revisions) {
        return new EditHistory(revisions.stream()
                .map(revision -> new Item(revision.seq(), Instant.ofEpochMilli(revision.at()), revision.body()))
                .toList());
    }

    /// What a message said first, and its newest edits, of what is stored of them and what is newer.
    public static List<Revision> merge(List<Revision> stored, List<Revision> recent) {
        List<Revision> all = Stream.concat(
                        stored.stream(),
                        recent.stream()
                                .filter(edit -> edit.seq() > stored.getLast().seq()))
                .toList();
        int dropped = Math.max(0, all.size() - 1 - MAX_EDITS);
        return Stream.concat(Stream.of(all.getFirst()), all.stream().skip(1L + dropped))
                .toList();
    }

    /// Finds what messages said.
    public interface Lookup {

        /// What the message `seq` said first, and its newest edits, ascending; nothing where there is no such message.
        ///
        /// @throws io.hongyan.error.HongyanException `gone` where it was recalled, or `unavailable`
        List<Revision> revisions(ConversationId conversation, long seq);
    }
}
