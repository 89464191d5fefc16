package io.hongyan.rebuild;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.rebuild.Memberships.Place;
import io.hongyan.streams.conversation.ConversationChangelogs;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChangelogs;
import io.hongyan.streams.mailbox.Mailboxes;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes state into the topics that Kafka Streams restores it from. What is written twice is the same. Used by one
/// thread.
final class StateWriter implements AutoCloseable {

    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    StateWriter(KafkaConfiguration kafka) {
        this.partitions = kafka.partitions();
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "hongyan-rebuild");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // What is written twice is the same, and one request at a time keeps the order.
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// A conversation, its members, and their sessions.
    void write(RebuiltConversation rebuilt) {
        ConversationId id = rebuilt.state().id();
        int partition = ConversationChangelogs.partition(id, partitions);
        send(record(
                ConversationChangelogs.CONVERSATIONS,
                partition,
                ConversationChangelogs.key(id),
                ConversationChangelogs.encode(rebuilt.state())));
        rebuilt.members().forEach((user, place) -> send(member(partition, id, user, place)));
        send(Topics.SUMMARIES.record(partition, id, rebuilt.state().summary()));
        rebuilt.sessions().forEach((user, session) -> write(user, id, session));
    }

    private static ProducerRecord<byte[], byte[]> member(
            int partition, ConversationId conversation, UserId user, Place place) {
        return record(
                ConversationChangelogs.MEMBERS,
                partition,
                ConversationChangelogs.key(conversation, user),
                ConversationChangelogs.encodeMember(
                        place.role(), place.joinedSeq(), place.mutedUntil(), place.nickname()));
    }

    private void write(UserId user, ConversationId conversation, Session session) {
        send(record(
                MailboxChangelogs.SESSIONS,
                Mailboxes.partition(user, partitions),
                MailboxChangelogs.key(user, conversation),
                MailboxChangelogs.encode(session)));
    }

    void write(UserId user, Total total) {
        send(record(
                MailboxChangelogs.TOTALS,
                Mailboxes.partition(user, partitions),
                MailboxChangelogs.key(user),
                MailboxChangelogs.encode(total)));
    }

    /// That a message was sent, so that a retry of it is recognised.
    void write(Event.MessageSent message) {
        send(new ProducerRecord<>(
                ConversationChangelogs.SENT,
                ConversationChangelogs.partition(message.conversation(), partitions),
                ConversationChangelogs.slot(message.at()),
                ConversationChangelogs.key(message),
                ConversationChangelogs.encode(message)));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int partition, byte[] key, byte[] value) {
        return new ProducerRecord<>(topic, partition, key, value);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (_, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    /// Returns when Kafka has everything.
    ///
    /// @throws KafkaException if it doesn't take it
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("Kafka doesn't take the state", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
