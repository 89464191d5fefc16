package io.hongyan.streams.mailbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// One user's mailbox after a delivery or mark: the whole changed session, and the total.
///
/// `session` is null only in the answer to a mark that found none.
public record MailboxChange(
        UserId user, ConversationId conversation, @Nullable Session session, Total total) {}
