package io.hongyan.gateway.push;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.presence.Presence;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Total;
import java.util.Map;

/// What can be pushed to: a socket. Nothing here blocks, and what is given is written in this order, except that
/// counts come after the entries given before them.
public interface Recipient {

    /// A new entry of one of the user's conversations.
    void push(PushedEntry entry);

    /// Entries up to `seq` that this recipient isn't given, and has to fetch.
    void head(ConversationId conversation, long seq, long ordinal);

    /// The user's total as it is now.
    void total(Total total);

    /// The user's counts after a change of one conversation. Every entry they count was given before.
    void unread(MailboxLine line, Total total);

    /// Members have read so far: the user, maybe on another device, or others.
    void read(ConversationId conversation, Map<UserId, Long> reached);

    /// Others have everything up to there on a device. It is left out where that waits of many conversations.
    void delivered(ConversationId conversation, Map<UserId, Long> reached);

    /// A member types.
    void typing(ConversationId conversation, UserId user);

    /// Somebody whom this device watches is so.
    void presence(Presence presence);

    /// Something of the conversation has changed besides its entries.
    void conversation(ConversationView conversation);

    /// Something of the user's own has changed, as `frame` says; of those with the same key the last counts. It is
    /// left out where many wait already.
    void hint(String key, byte[] frame);
}
