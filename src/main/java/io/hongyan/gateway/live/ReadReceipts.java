package io.hongyan.gateway.live;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.log.MailboxListener;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Session;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Tells who has read on in direct conversations and small groups, once a second. Thread-safe.
public final class ReadReceipts implements MailboxListener, Managed {

    private final Positions positions;

    /// Groups above `maxMembers` aren't told; `told` hears how far some members of a conversation have read.
    public ReadReceipts(
            int maxMembers,
            Function<ConversationId, Optional<Summary>> summaries,
            BiConsumer<ConversationId, Map<UserId, Advance>> told) {
        this.positions = new Positions("read-receipts", maxMembers, summaries, all -> all.forEach(told));
    }

    @Override
    public void start() {
        positions.start();
    }

    @Override
    public void stop() {
        positions.stop();
    }

    @Override
    public void changed(int partition, MailboxChanges changes) {
        if (changes.cause() == Cause.MARK) {
            changes.changes().forEach(this::gather);
        }
    }

    private void gather(MailboxChange change) {
        Session session = change.session();
        if (session != null && !session.left()) {
            positions.gather(change.conversation(), change.user(), session.readSeq());
        }
    }
}
