package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.mailbox.Session;

/// One line of a mailbox: a conversation, and how its owner has it.
public record MailboxLine(ConversationId conversation, Session session) {

    Place place() {
        return new Place(session.pinned(), session.at(), conversation);
    }
}
