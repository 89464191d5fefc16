package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/// Reads `mailboxes` on every node: tells the listeners, then whoever waits for the mark.
public final class MailboxFeed implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int partitions;
    private final BiConsumer<ReplyTo, MailboxChange> answers;
    private final Feed feed;
    private final Listeners<MailboxListener> listeners = new Listeners<>();

    public MailboxFeed(KafkaConfiguration kafka, Log log) {
        this(kafka, log::answered);
    }

    /// One whose `answers` hears all answers that anybody waits for, those of other nodes too.
    public MailboxFeed(KafkaConfiguration kafka, BiConsumer<ReplyTo, MailboxChange> answers) {
        this.partitions = kafka.partitions();
        this.answers = answers;
        this.feed = new Feed("mailboxes", kafka, IsolationLevel.READ_COMMITTED, this::handle);
    }

    /// Adds a listener; those added first hear first.
    public void listen(MailboxListener listener) {
        listeners.add(listener);
    }

    /// Starts with what comes from now on.
    public void start() {
        feed.start(Feed.partitions(Topics.MAILBOXES.name(), partitions), Map.of(), PATIENCE, _ -> {});
    }

    @Override
    public void close() {
        feed.close();
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        MailboxChanges changes = Topics.MAILBOXES.require(record.headers(), record.value());
        listeners.tell(listener -> listener.changed(record.partition(), changes));
        ReplyTo replyTo = ReplyTo.of(record.headers());
        if (replyTo != null && !changes.changes().isEmpty()) {
            answers.accept(replyTo, changes.changes().getFirst());
        }
    }
}
