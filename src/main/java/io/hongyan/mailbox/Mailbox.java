package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One user's mailbox: the conversations they are in, and the total, as they are shown: those in read mode with the
/// head that all their readers share.
///
/// Each method sees one whole state. It is in this node's memory, or a question away on another node, which may fail
/// with [unavailable][io.hongyan.error.ErrorCode#UNAVAILABLE].
public interface Mailbox {

    /// The session of a conversation that the user is in.
    Optional<Session> find(ConversationId conversation);

    Total total();

    /// Everything as it is stored, without the heads of conversations in read mode.
    MailboxSnapshot stored();

    /// What a change that this mailbox has led to, as it is shown: the line and the total, of now where the mailbox has
    /// moved on.
    MailboxSnapshot shown(MailboxChange change);

    /// The lines of those `conversations` that the user is in.
    MailboxSnapshot linesOf(Collection<ConversationId> conversations);

    /// At most `limit` lines as they are listed: those after `place`, or the first.
    MailboxSnapshot list(@Nullable Place place, int limit);

    /// At most `limit` lines by id, hidden ones too: those after `conversation`, or the first.
    MailboxSnapshot linesAfter(@Nullable ConversationId conversation, int limit);

    /// Every line with something unread.
    MailboxSnapshot unread();
}
