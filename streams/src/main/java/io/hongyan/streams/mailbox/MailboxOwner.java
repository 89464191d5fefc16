package io.hongyan.streams.mailbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.function.BiConsumer;

/// Hears which mailbox partitions this process owns, and what they hold at that moment.
///
/// Called on a Streams thread. Streams stores must not be read from other threads, so this is the only time at
/// which their content can be had; from then on the committed changes tell the rest.
public interface MailboxOwner {

    /// This process owns `partition` from here on. `content` is the whole committed state, valid during the call.
    void opened(int partition, Content content);

    /// This process doesn't own `partition` any more.
    void closed(int partition);

    /// The committed state of one partition.
    interface Content {

        void forEachTotal(BiConsumer<UserId, Total> consumer);

        void forEachSession(SessionConsumer consumer);
    }

    /// Takes one session.
    interface SessionConsumer {

        void accept(UserId user, ConversationId conversation, Session session);
    }
}
