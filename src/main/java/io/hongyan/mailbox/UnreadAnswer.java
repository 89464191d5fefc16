package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;
import java.util.List;

/// Everything a user hasn't read: `total` is the sum over the conversations that aren't muted.
public record UnreadAnswer(Counts total, List<Item> conversations, long version) {

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

    static UnreadAnswer of(MailboxSnapshot snapshot) {
        return new UnreadAnswer(
                Counts.of(snapshot.total()),
                snapshot.lines().stream().map(Item::of).toList(),
                snapshot.total().version());
    }
}
