package io.hongyan.streams.mailbox;

import io.hongyan.streams.engine.Changelogs;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Keys;

/// The topics in which the committed mailboxes are kept, for whoever looks at them, or makes them anew, while no task
/// does. Both are compacted, and a record without a value takes the one before it away.
public final class MailboxChangelogs {

    /// Who has which conversation how: [#key(UserId, ConversationId)] to [Session].
    public static final String SESSIONS = Changelogs.topic(MailboxTopology.APPLICATION, MailboxStores.SESSIONS);

    /// What that comes to: [#key(UserId)] to [Total].
    public static final String TOTALS = Changelogs.topic(MailboxTopology.APPLICATION, MailboxStores.TOTALS);

    private MailboxChangelogs() {}

    public static byte[] key(UserId user, ConversationId conversation) {
        return Keys.of(user.value(), conversation.value());
    }

    public static byte[] key(UserId user) {
        return Keys.of(user.value());
    }

    /// Whose a session or total is.
    public static UserId user(byte[] key) {
        return new UserId(Keys.first(key));
    }

    /// What a session is about.
    public static ConversationId conversation(byte[] key) {
        return new ConversationId(Keys.second(key));
    }

    public static byte[] encode(Session session) {
        return MailboxCodecs.SESSIONS.encode(session);
    }

    public static byte[] encode(Total total) {
        return MailboxCodecs.TOTALS.encode(total);
    }

    public static Session session(byte[] value) {
        return MailboxCodecs.SESSIONS.decode(value);
    }

    public static Total total(byte[] value) {
        return MailboxCodecs.TOTALS.decode(value);
    }
}
