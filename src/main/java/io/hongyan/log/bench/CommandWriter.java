package io.hongyan.log.bench;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.Mailboxes;
import io.hongyan.streams.mailbox.Mark;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Appends commands and marks as the server does, but lets nobody wait: what can be is appended, in its order, however
/// far the topologies are behind.
final class CommandWriter implements AutoCloseable {

    private final int partitions;
    private final Faults faults;
    private final Producer<byte[], byte[]> producer;

    CommandWriter(KafkaConfiguration kafka, Faults faults) {
        this.partitions = kafka.partitions();
        this.faults = faults;
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "hongyan-bench");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void append(Command command, ReplyTo replyTo) {
        ProducerRecord<byte[], byte[]> record = Topics.COMMANDS.record(command.conversation(), command);
        replyTo.addTo(record.headers());
        append(record);
    }

    void append(Mark mark) {
        append(Topics.MARKS.record(Mailboxes.partition(mark.user(), partitions), mark.user(), mark));
    }

    private void append(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (_, failure) -> {
            if (failure != null) {
                faults.add("Kafka doesn't take what is appended: " + failure.getMessage());
            }
        });
    }

    /// Returns when everything is durable.
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
