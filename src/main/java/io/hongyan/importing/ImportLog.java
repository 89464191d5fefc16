package io.hongyan.importing;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.StartFailure;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Format;
import io.hongyan.streams.log.Topic;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.relation.RelationChanged;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Appends to the log without waiting for answers, and ends when everything is durable. Used by one thread.
final class ImportLog implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private volatile @Nullable Exception failure;

    ImportLog(KafkaConfiguration kafka) {
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "hongyan-import");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// Has a running server do it now, and one that isn't running when it starts.
    void append(Command command) {
        send(Topics.COMMANDS, command.conversation(), command);
    }

    /// Has every node forget what it remembers of these two.
    void changed(UserId one, UserId other) {
        send(Topics.RELATIONS, one, new RelationChanged(one, other));
    }

    private <K, V> void send(Topic<K, V> topic, K key, V value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(),
                topic.keys().serializer().serialize(topic.name(), key),
                topic.values().encode(value));
        Format.addTo(record.headers());
        producer.send(record, (metadata, failed) -> {
            if (failed != null) {
                failure = failed;
            }
        });
    }

    /// @throws StartFailure if anything of it is not in the log
    @Override
    public void close() {
        producer.close();
        Exception failed = failure;
        if (failed != null) {
            throw new StartFailure("Kafka didn't take everything; repeat the import: " + failed.getMessage(), failed);
        }
    }
}
