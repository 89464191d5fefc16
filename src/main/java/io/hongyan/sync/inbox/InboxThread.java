package io.hongyan.sync.inbox;

import io.hongyan.infra.Idling;
import io.hongyan.infra.Outage;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// Reads `mailboxes` and appends to inboxes, on a thread of its own.
///
/// The loop's policy: while Redis or Kafka is away, it keeps what it has read, waits, and stays in its group; a record
/// that can't be read is logged and passed over, since whoever syncs across the hole starts anew; offsets are committed
/// after what they stand for was written, so that what is repeated is skipped by the inbox.
final class InboxThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InboxThread.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(2);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    /// How many references go to Redis together: their answers are read in one go.
    private static final int TOGETHER = 4_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Idling idling;
    private final Inbox inbox;
    private final Consumer<Collection<UserId>> written;
    private final InboxMetrics metrics;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Outage redis = new Outage("The inbox writer", "Redis");
    private final Outage kafka = new Outage("The inbox writer", "Kafka");

    private volatile @Nullable String stopped;

    InboxThread(
            String name,
            KafkaConsumer<byte[], byte[]> consumer,
            Inbox inbox,
            Consumer<Collection<UserId>> written,
            InboxMetrics metrics) {
        this.consumer = consumer;
        this.idling = new Idling(consumer);
        this.inbox = inbox;
        this.written = written;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join(STOPPING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @throws IllegalStateException if this thread doesn't write at the moment, with the reason
    void check() {
        String reason = stopped != null ? stopped : redis.reason() != null ? redis.reason() : kafka.reason();
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.MAILBOXES.name()), new Rebalance());
            while (!isClosing()) {
                step();
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("{} is closed", thread.getName());
        } catch (FencedInstanceIdException e) {
            stopped = "another process runs with this node's name: node.name is unique";
            log.error("The inbox writer stopped; sync goes on with snapshots: {}", stopped);
        } catch (RuntimeException e) {
            stopped = e.toString();
            log.error("The inbox writer stopped; sync goes on with snapshots", e);
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            idling.assigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            metrics.lost(partitions);
        }
    }

    private void step() {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(POLL);
            kafka.isOver();
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            kafka.goesOn(e);
            await(LAST_PAUSE);
            return;
        }
        write(records);
        if (!isClosing() && !records.isEmpty()) {
            consumer.commitAsync(records.nextOffsets(), InboxThread::committed);
            records.partitions().forEach(partition -> metrics.lag(partition, lag(partition)));
        }
    }

    /// A commit that fails is made good by the next, and what is written twice is skipped.
    private static void committed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure != null) {
            log.debug("{} can't be committed now", offsets, failure);
        }
    }

    private long lag(TopicPartition partition) {
        return consumer.currentLag(partition).orElse(0);
    }

    private void write(ConsumerRecords<byte[], byte[]> records) {
        List<Filed> together = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            together.addAll(references(record));
            if (together.size() >= TOGETHER) {
                append(together);
                together.clear();
            }
        }
        if (!together.isEmpty()) {
            append(together);
        }
    }

    private static List<Filed> references(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Filing.of(record);
        } catch (SerializationException e) {
            log.error(
                    "{}-{} offset {} can't be read, and whoever syncs across it starts anew: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return List.of();
        }
    }

    /// Tries until it succeeds, or the server stops.
    private void append(List<Filed> references) {
        Duration pause = FIRST_PAUSE;
        while (!isClosing()) {
            try {
                inbox.append(references);
                redis.isOver();
                metrics.written(references.size());
                Set<UserId> users = new HashSet<>();
                references.forEach(filed -> users.add(filed.user()));
                written.accept(users);
                return;
            } catch (JedisException e) {
                redis.goesOn(e);
                idle(pause);
                pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
            }
        }
    }

    /// Stays in the group without reading.
    private void idle(Duration duration) {
        try {
            idling.idle(duration);
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            kafka.goesOn(e);
            await(duration);
        }
    }

    private void await(Duration duration) {
        try {
            closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
