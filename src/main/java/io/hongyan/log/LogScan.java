package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what is committed of some partitions, from where they begin to where they end at that moment, and later what
/// has come since. Used by one thread.
public final class LogScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> begins;

    public LogScan(KafkaConfiguration kafka, List<TopicPartition> partitions) {
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "hongyan-scan");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = List.copyOf(partitions);
        consumer.assign(partitions);
        this.begins = Map.copyOf(consumer.beginningOffsets(partitions));
        begins.forEach(consumer::seek);
    }

    /// All partitions of these topics.
    public static List<TopicPartition> partitions(Collection<String> topics, int count) {
        return topics.stream()
                .flatMap(topic -> Feed.partitions(topic, count).stream())
                .toList();
    }

    /// The first offset that Kafka keeps of a partition.
    public long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    /// Goes on from these offsets, or from where a partition begins if that is later.
    public void seek(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> consumer.seek(partition, Math.max(offset, begin(partition))));
    }

    /// Where the partitions end at this moment.
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /// Hands over the records up to where the partitions end now.
    public void read(String task, Progress progress, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        readTo(ends(), task, progress, batch -> batch.forEach(handler));
    }

    /// Hands over the records up to `ends`, in batches; the last may have some from beyond.
    public void readTo(
            Map<TopicPartition, Long> ends,
            String task,
            Progress progress,
            Consumer<ConsumerRecords<byte[], byte[]>> handler) {
        progress.begin(task, left(ends));
        for (long left = left(ends); left > 0; ) {
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
            handler.accept(batch);
            long rest = left(ends);
            progress.advance(left - rest);
            left = rest;
        }
        progress.end();
    }

    private long left(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
