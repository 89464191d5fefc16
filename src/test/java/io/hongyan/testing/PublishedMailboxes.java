package io.hongyan.testing;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Everything that a server publishes of mailboxes, added up user by user. Used by one thread at a time.
///
/// What a rebuild of the state began with was never published: it stays in a total until its conversation changes.
final class PublishedMailboxes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<UserId, Map<ConversationId, Session>> sessions = new HashMap<>();
    private final Map<UserId, Total> totals = new HashMap<>();
    private final Map<UserId, Counts> rests = new HashMap<>();
    private final Queue<String> violations;
    private final KafkaConsumer<byte[], byte[]> consumer;

    PublishedMailboxes(KafkaConfiguration kafka, Queue<String> violations) {
        this.violations = violations;
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(Topics.MAILBOXES.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /// Reads what was committed since the last time.
    void read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Kafka doesn't give the mailboxes up to " + ends);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                add(Topics.MAILBOXES.require(record.headers(), record.value()));
            }
        }
    }

    private void add(MailboxChanges published) {
        for (MailboxChange change : published.changes()) {
            Session session = change.session();
            if (session == null) {
                continue;
            }
            boolean isNew = sessions.computeIfAbsent(change.user(), _ -> new HashMap<>())
                            .put(change.conversation(), session)
                    == null;
            Total before = totals.put(change.user(), change.total());
            if (before != null && before.version() > change.total().version()) {
                violations.add("the version of user " + change.user() + " falls from " + before + " to " + change);
            }
            List<Session> stored = sessions.getOrDefault(change.user(), Map.of()).values().stream()
                    .filter(told -> !told.inReadMode())
                    .toList();
            Counts rest = new Counts(
                    change.total().unread()
                            - stored.stream().mapToLong(Session::countedUnread).sum(),
                    change.total().mentions()
                            - stored.stream()
                                    .mapToLong(Session::countedMentions)
                                    .sum());
            Counts known = rests.put(change.user(), rest);
            Counts first = change.total().position() == 1 ? Counts.NONE : rest;
            if (!rest.mayFollow(known == null ? first : known, isNew)) {
                violations.add("the total has " + rest + " beside the sum, in " + change);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
