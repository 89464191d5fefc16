package io.hongyan.projection;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.log.Format;
import io.hongyan.streams.log.SourceOffset;
import io.hongyan.streams.log.Topic;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Records as they would come from the log, one after the other in each partition, without a log.
public final class Records {

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final List<Item> items = new ArrayList<>();

    public Records event(int partition, Event event) {
        return add(Topics.EVENTS, event.conversation(), event, partition);
    }

    public Records summary(int partition, Summary summary) {
        return add(Topics.SUMMARIES, summary.conversation(), summary, partition);
    }

    public Records mailboxes(int partition, MailboxChanges changes) {
        return add(Topics.MAILBOXES, partition, changes, partition);
    }

    private <K, V> Records add(Topic<K, V> topic, K key, V value, int partition) {
        TopicPartition where = new TopicPartition(topic.name(), partition);
        long offset = ends.getOrDefault(where, 0L);
        RecordHeaders headers = new RecordHeaders();
        Format.addTo(headers);
        if (topic == (Object) Topics.EVENTS) {
            SourceOffset.addTo(headers, 10 * offset);
        }
        byte[] bytes = topic.keys().serializer().serialize(topic.name(), key);
        Decoder.decode(record(where, offset, bytes, topic.values().encode(value), headers))
                .ifPresent(items::add);
        ends.put(where, offset + 1);
        return this;
    }

    /// A record with these bytes.
    static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] key, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                key.length,
                value == null ? 0 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    /// What came since the last batch, with a marker behind the last record of each partition.
    Batch batch() {
        Map<TopicPartition, Batch.Move> moves = new HashMap<>();
        ends.replaceAll((partition, end) -> {
            long begin = begins.getOrDefault(partition, 0L);
            if (end > begin) {
                moves.put(partition, new Batch.Move(begin, end + 1));
                begins.put(partition, end + 1);
                return end + 1;
            }
            return end;
        });
        Batch batch = new Batch(items, moves);
        items.clear();
        return batch;
    }
}
