package io.hongyan.streams.mailbox;

import io.hongyan.streams.engine.Applied;
import io.hongyan.streams.engine.Commits;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Format;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Moves the data of [MailboxTopology]: a delivery or mark in, the changed sessions and totals out.
final class MailboxProcessor implements Processor<byte[], byte[], Object, Object> {

    /// Beyond this the changes of a delivery go on in another record: sessions can be large, and Kafka takes records
    /// of 1 MB at most.
    private static final int MAX_BYTES = 256 * 1024;

    private final MailboxOwner owner;
    private @Nullable Task task;

    MailboxProcessor(MailboxOwner owner) {
        this.owner = owner;
    }

    private record Task(
            ProcessorContext<Object, Object> context,
            int partition,
            MailboxStores stores,
            Applied applied,
            Commits commits) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        Task opened = new Task(
                context,
                context.taskId().partition(),
                new MailboxStores(context),
                Applied.of(context, MailboxTopology.APPLIED),
                Commits.of(context));
        task = opened;
        owner.opened(opened.partition(), opened.stores());
    }

    @Override
    public void close() {
        if (task != null) {
            owner.closed(task.partition());
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task task = requireNonNull(this.task, "init comes first");
        task.commits().processed();
        RecordMetadata metadata = task.context().recordMetadata().orElseThrow();
        if (!task.applied().isNew(metadata)) {
            return;
        }
        if (metadata.topic().equals(Topics.MARKS.name())) {
            mark(task, record);
        } else {
            deliver(task, record);
        }
        task.applied().advance(metadata);
    }

    private static void deliver(Task task, Record<byte[], byte[]> record) {
        Delivery delivery = Topics.DELIVERIES.require(record.headers(), record.value());
        List<MailboxChange> changes = new ArrayList<>(delivery.recipients().size());
        int bytes = 0;
        for (UserId user : delivery.recipients()) {
            Session before = task.stores().session(user, delivery.conversation());
            Session after = before.apply(delivery, user);
            if (after != before) {
                Total total = task.stores().change(user, delivery.conversation(), before, after);
                MailboxChange change = new MailboxChange(user, delivery.conversation(), after, total);
                changes.add(change);
                bytes += change.estimatedBytes();
            }
            if (bytes > MAX_BYTES) {
                forward(task, new MailboxChanges(cause(delivery), changes), record, new RecordHeaders());
                changes.clear();
                bytes = 0;
            }
        }
        if (!changes.isEmpty()) {
            forward(task, new MailboxChanges(cause(delivery), changes), record, new RecordHeaders());
        }
    }

    private static Cause cause(Delivery delivery) {
        return switch (delivery.effect()) {
            case MESSAGE, NOTICE, RECALL -> Cause.ENTRY;
            case SWITCHED -> Cause.SWITCH;
            case JOINED, LEFT, ROLE -> Cause.MEMBERSHIP;
        };
    }

    /// A mark is answered also where it changes nothing; one that can't be read is kept, and whoever waits for it
    /// learns nothing, since it doesn't say whose session it is about.
    private static void mark(Task task, Record<byte[], byte[]> record) {
        Mark mark = Topics.MARKS.read(record.headers(), record.value());
        if (mark == null) {
            task.context()
                    .forward(
                            new Record<>(record.key(), record.value(), record.timestamp(), record.headers()),
                            Topics.DEAD_LETTERS);
            return;
        }
        Session before = task.stores().session(mark.user(), mark.conversation());
        Session after = before.apply(mark);
        Cause cause = after == null || after == before ? Cause.ECHO : Cause.MARK;
        Total total = after == null || after == before
                ? task.stores().total(mark.user())
                : task.stores().change(mark.user(), mark.conversation(), before, after);
        MailboxChange change = new MailboxChange(mark.user(), mark.conversation(), after, total);
        forward(task, new MailboxChanges(cause, List.of(change)), record, record.headers());
    }

    private static void forward(Task task, MailboxChanges changes, Record<byte[], byte[]> cause, Headers headers) {
        Headers versioned = new RecordHeaders(headers.toArray());
        Format.addTo(versioned);
        task.context()
                .forward(
                        new Record<>(task.partition(), changes, cause.timestamp(), versioned), Topics.MAILBOXES.name());
    }
}
