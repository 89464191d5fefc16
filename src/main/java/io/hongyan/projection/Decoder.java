package io.hongyan.projection;

import io.hongyan.message.Entry;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.FanoutSwitched;
import io.hongyan.streams.conversation.Recorded;
import io.hongyan.streams.log.Format;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxCodecs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Tells what a record of the log changes in PostgreSQL.
final class Decoder {

    /// Later than this a time can't be meant, and has no month to be in.
    private static final long LAST_TIME = Instant.parse("9999-12-01T00:00:00Z").toEpochMilli();

    private Decoder() {}

    /// The record and what it changes; empty where that is nothing.
    ///
    /// @throws NewerFormatException if this program is too old to tell
    static Optional<Item> decode(ConsumerRecord<byte[], byte[]> record) {
        if (!Format.isReadable(record.headers())) {
            throw new NewerFormatException(record);
        }
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return change(record).map(change -> new Item(record, change));
        } catch (RuntimeException e) {
            // Whatever is wrong with it, it is wrong with this record alone: the others go on.
            return Optional.of(new Item(record, new Change.Refused(e.toString(), null)));
        }
    }

    private static Optional<Change> change(ConsumerRecord<byte[], byte[]> record) {
        return switch (record.topic()) {
            case "events" -> appended(Topics.EVENTS.values().decode(record.value()));
            case "summaries" ->
                Optional.of(new Change.Summarised(Topics.SUMMARIES.values().decode(record.value())));
            case "mailboxes" -> members(record.value());
            default -> throw new IllegalStateException(record.topic() + " isn't projected");
        };
    }

    /// A switch of the fan-out is no entry, and leaves no row.
    private static Optional<Change> appended(Recorded recorded) {
        return switch (recorded) {
            case FanoutSwitched _ -> Optional.empty();
            case Event event ->
                Optional.of(
                        event.at() < 0 || event.at() > LAST_TIME
                                ? new Change.Refused("the time " + event.at() + " is out of range", event)
                                : new Change.Appended(event, Entry.of(event)));
        };
    }

    /// Deliveries of entries are nearly all of the topic, and aren't decoded.
    private static Optional<Change> members(byte[] value) {
        return switch (MailboxCodecs.cause(value)) {
            case ENTRY, SWITCH -> Optional.empty();
            case MEMBERSHIP, MARK, ECHO -> memberships(value);
        };
    }

    private static Optional<Change> memberships(byte[] value) {
        MailboxChanges changes = Topics.MAILBOXES.values().decode(value);
        List<Membership> members = changes.changes().stream()
                .flatMap(change -> Membership.of(change).stream())
                .toList();
        return members.isEmpty() ? Optional.empty() : Optional.of(new Change.MembersChanged(members));
    }
}
