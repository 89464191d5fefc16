package io.hongyan.sync.inbox;

import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Tells what a record of `mailboxes` puts into inboxes.
final class Filing {

    private Filing() {}

    /// The references of a record, in their order; none where it is only the answer to a mark.
    ///
    /// @throws SerializationException if this program can't read it
    static List<Filed> of(ConsumerRecord<byte[], byte[]> record) {
        MailboxChanges changes = Topics.MAILBOXES.require(record.headers(), record.value());
        List<Filed> filed = new ArrayList<>(changes.changes().size());
        for (MailboxChange change : changes.changes()) {
            Session session = change.session();
            if (session != null && changes.cause() != Cause.ECHO) {
                filed.add(new Filed(change.user(), reference(changes.cause(), change, session, record.timestamp())));
            }
        }
        return filed;
    }

    private static Reference reference(Cause cause, MailboxChange change, Session session, long at) {
        Total total = change.total();
        return new Reference(
                total.epoch(),
                total.position(),
                kind(cause, session),
                change.conversation(),
                session.headSeq(),
                session.headOrdinal(),
                at);
    }

    private static Reference.Kind kind(Cause cause, Session session) {
        return switch (cause) {
            case ENTRY, MEMBERSHIP -> session.left() ? Reference.Kind.LEFT : Reference.Kind.ENTRY;
            case SWITCH, MARK, ECHO -> Reference.Kind.MARK;
        };
    }
}
