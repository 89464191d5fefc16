package io.hongyan.projection;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import java.util.Optional;

/// What a user is to a conversation, and made of it, when their mailbox was at `position`.
public record Membership(UserId user, ConversationId conversation, long position, Session session) {

    /// The membership that a change leaves; empty for the answer to a mark that found none.
    static Optional<Membership> of(MailboxChange change) {
        return Optional.ofNullable(change.session())
                .map(session -> new Membership(
                        change.user(), change.conversation(), change.total().position(), session));
    }
}
