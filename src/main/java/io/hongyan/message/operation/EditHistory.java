package io.hongyan.message.operation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hongyan.streams.id.ConversationId;
import java.time.Instant;
import java.util.List;

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

    /// Finds what messages said.
    public interface Lookup {

        /// What the message `seq` said first, and its newest edits, ascending; nothing where there is no such message.
        ///
        /// @throws io.hongyan.error.HongyanException `gone` where it was recalled, or `unavailable`
        List<Revision> revisions(ConversationId conversation, long seq);
    }
}
