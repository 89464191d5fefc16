package io.hongyan.streams.mailbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// One user's mailbox after a delivery or mark: the whole changed session, and the total.
///
/// `session` is null only in the answer to a mark that found none.
public record MailboxChange(
        UserId user, ConversationId conversation, @Nullable Session session, Total total) {

    /// User, conversation and total take fewer bytes than this.
    private static final int BYTES = 64;

    /// About how many bytes it takes in a record, and never less.
    int estimatedBytes() {
        return BYTES + (session == null ? 0 : session.estimatedBytes());
    }
}
