package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a user hasn't read: `total` is the sum over the conversations that aren't muted. One that is `stale` has
/// no `version`, and must not replace newer counts.
public record UnreadAnswer(
        Counts total,
        List<Item> conversations,
        @Nullable Long version,
        @Nullable Boolean stale) {

    public UnreadAnswer {
        conversations = List.copyOf(conversations);
    }

    /// One conversation with something unread.
    public record Item(ConversationId id, long unread, int mentions, boolean muted) {

        /// The counts of a line.
        public static Item of(MailboxLine line) {
            return new Item(
                    line.conversation(),
                    line.session().unread(),
                    line.session().mentions().size(),
                    line.session().muted());
        }
    }

    static UnreadAnswer of(MailboxLooks.Found found) {
        MailboxSnapshot snapshot = found.snapshot();
        return new UnreadAnswer(
                Counts.of(snapshot.total()),
                snapshot.lines().stream().map(Item::of).toList(),
                found.isStale() ? null : snapshot.total().version(),
                found.isStale() ? true : null);
    }
}
