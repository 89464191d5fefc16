package io.hongyan.streams.engine;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// Makes the clients of a topology. Their producers tell their thread's [CommitPace] how long commits take, and their
/// consumers wait for records no longer than until it is time for the next.
final class PacedClients implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new PacedProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new PacedConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        throw new UnsupportedOperationException("no topology has a global store");
    }

    /// Kafka Streams looks whether to commit only between two polls.
    private static final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {

        PacedConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return super.poll(CommitPace.ofThisThread().patience(timeout));
        }
    }

    /// A commit of Kafka Streams begins with flushing what was produced, and ends with the transaction.
    private static final class PacedProducer extends KafkaProducer<byte[], byte[]> {

        PacedProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void flush() {
            CommitPace.ofThisThread().started();
            super.flush();
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            CommitPace.ofThisThread().ended();
        }

        @Override
        public void abortTransaction() {
            try {
                super.abortTransaction();
            } finally {
                CommitPace.ofThisThread().ended();
            }
        }
    }
}
