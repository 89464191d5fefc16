package io.hongyan.testing;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Everything that a server has published of mailboxes so far, added up user by user.
public final class PublishedMailboxes {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<UserId, Map<ConversationId, Session>> sessions = new HashMap<>();
    private final Map<UserId, Total> totals = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int changes;

    private PublishedMailboxes() {}

    /// Reads all of it, committed changes only.
    public static PublishedMailboxes of(TestServer server) {
        PublishedMailboxes published = new PublishedMailboxes();
        Map<String, Object> properties = server.kafka().clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, TestEngines.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.MAILBOXES.name(), partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    published.add(Topics.MAILBOXES.require(record.headers(), record.value()));
                }
            }
        }
        return published;
    }

    /// How many changes there were.
    public int changes() {
        return changes;
    }

    /// What shouldn't have been published: sums that aren't the total, and versions that fall.
    public List<String> violations() {
        return violations;
    }

    private void add(MailboxChanges published) {
        for (MailboxChange change : published.changes()) {
            Session session = change.session();
            if (session == null) {
                continue;
            }
            changes++;
            sessions.computeIfAbsent(change.user(), _ -> new HashMap<>()).put(change.conversation(), session);
            Total before = totals.put(change.user(), change.total());
            if (before != null && before.version() > change.total().version()) {
                violations.add("the version of user " + change.user() + " falls from " + before + " to " + change);
            }
            long unread = sessions.getOrDefault(change.user(), Map.of()).values().stream()
                    .filter(stored -> !stored.inReadMode())
                    .mapToLong(Session::countedUnread)
                    .sum();
            if (unread != change.total().unread()) {
                violations.add("the sum is " + unread + ", and the total of " + change);
            }
        }
    }
}
