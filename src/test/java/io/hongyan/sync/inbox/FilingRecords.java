package io.hongyan.sync.inbox;

import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChanges;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// Takes changes of mailboxes the way they go in the log.
public final class FilingRecords {

    private FilingRecords() {}

    /// What a record of these changes puts into inboxes.
    public static List<Filed> of(MailboxChanges changes) {
        return Filing.of(record(Topics.MAILBOXES.values().encode(changes)));
    }

    static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(
                Topics.MAILBOXES.name(),
                0,
                0,
                1_000,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
