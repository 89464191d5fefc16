package io.hongyan.projection;

import io.hongyan.streams.engine.NumberingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One member of the projector's group: it reads the partitions that are its own from where PostgreSQL has got to.
///
/// A partition that it is given is paused until its stored offset [is known][#begin(Map)]. Used by one thread.
final class LogReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogReader.class);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /// The stored offsets of the partitions that are being read.
    private final Map<TopicPartition, Long> stored = new HashMap<>();

    private final Set<TopicPartition> unknown = new HashSet<>();

    LogReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /// Joins the group. `lost` hears of partitions that aren't this member's any more, within a poll.
    void join(Consumer<Collection<TopicPartition>> lost) {
        consumer.subscribe(Projector.TOPICS, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                hold(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                stored.keySet().removeAll(partitions);
                unknown.removeAll(partitions);
                lost.accept(partitions);
            }
        });
    }

    /// Any position will do while they are paused; the client asks for one.
    private void hold(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> consumer.seek(partition, 0));
        consumer.pause(partitions);
        stored.keySet().removeAll(partitions);
        unknown.addAll(partitions);
    }

    /// Partitions whose stored offsets aren't known.
    Set<TopicPartition> unknown() {
        return Set.copyOf(unknown);
    }

    /// Reads these partitions from their stored offsets on.
    void begin(Map<TopicPartition, Long> offsets) {
        offsets.forEach(consumer::seek);
        stored.putAll(offsets);
        unknown.removeAll(offsets.keySet());
        consumer.resume(offsets.keySet());
    }

    /// The next records, and how far they take their partitions; empty where there is nothing new.
    ///
    /// @throws IllegalStateException if the log ends before what is stored of it
    Batch poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(timeout);
        } catch (OffsetOutOfRangeException e) {
            skipWhatIsGone(e.offsetOutOfRangePartitions());
            return Batch.EMPTY;
        }
        List<Item> items = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Decoder.decode(record).ifPresent(items::add);
        }
        Map<TopicPartition, Batch.Move> moves = new HashMap<>();
        records.nextOffsets().forEach((partition, next) -> {
            Long from = stored.get(partition);
            if (from != null && from < next.offset()) {
                moves.put(partition, new Batch.Move(from, next.offset()));
            }
        });
        return new Batch(items, moves);
    }

    /// The log keeps records for a time; PostgreSQL was away, or nobody projected, for longer.
    private void skipWhatIsGone(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(positions.keySet());
        positions.forEach((partition, position) -> {
            long begin = begins.getOrDefault(partition, 0L);
            if (position > begin) {
                throw new IllegalStateException(
                        "PostgreSQL has %s up to offset %d, but the log ends before: Kafka has lost records"
                                        .formatted(partition, position)
                                + "; " + NumberingException.REMEDY);
            }
            log.error(
                    "{} was kept from offset {} on only, and {} and later were never projected",
                    partition,
                    begin,
                    position);
            consumer.seek(partition, begin);
        });
    }

    /// A batch is stored: its partitions are now where it took them.
    void stored(Batch batch) {
        batch.moves().forEach((partition, move) -> stored.computeIfPresent(partition, (_, _) -> move.to()));
    }

    /// Forgets where these partitions are; they are read again from what is stored then.
    void forget(Collection<TopicPartition> partitions) {
        Set<TopicPartition> ours = new HashSet<>(partitions);
        ours.retainAll(stored.keySet());
        hold(ours);
    }

    /// Stays in the group without reading.
    void idle(Duration duration) {
        consumer.pause(stored.keySet());
        try {
            long deadline = System.nanoTime() + duration.toNanos();
            for (long rest = duration.toNanos(); rest > 0; rest = deadline - System.nanoTime()) {
                consumer.poll(Duration.ofNanos(rest));
            }
        } finally {
            // A poll may fail because Kafka is away too; whoever tries again reads on.
            consumer.resume(stored.keySet());
        }
    }

    /// How many offsets each partition has to go until the log's committed end.
    Map<TopicPartition, Long> lag(Duration timeout) {
        Map<TopicPartition, Long> lag = new HashMap<>();
        consumer.endOffsets(stored.keySet(), timeout)
                .forEach((partition, end) ->
                        lag.put(partition, Math.max(0, end - stored.getOrDefault(partition, end))));
        return lag;
    }

    /// Makes another thread's call of this object end with a `WakeupException`.
    void wakeUp() {
        consumer.wakeup();
    }

    /// Leaves without telling the group: a static member is expected back.
    @Override
    public void close() {
        consumer.close();
    }
}
