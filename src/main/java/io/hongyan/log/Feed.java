package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.StartFailure;
import io.hongyan.streams.engine.NumberingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all partitions of some topics on one thread of its own, for as long as the node lives.
///
/// Every node reads everything: no group, no rebalance. The loop's policy: trouble with Kafka is waited out; a
/// record that can't be handled is logged and passed over, since clients repair a hole and a stopped feed would
/// stop them all. Only one that can't be true ends it.
final class Feed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile Map<TopicPartition, Long> goal = Map.of();
    private volatile Consumer<String> contradicted = _ -> {};
    private volatile boolean closed;

    Feed(
            String name,
            KafkaConfiguration kafka,
            IsolationLevel isolation,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        this.name = name;
        this.handler = handler;
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "hongyan-" + name);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().daemon().name("feed-" + name).unstarted(this::run);
    }

    /// All partitions of `topic`.
    static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /// Starts to read: where `from` names an offset from there on, else from the end. Returns when everything that was
    /// there before the call has been handled, or has turned out to contradict itself.
    ///
    /// @param contradicted hears why it ended, if a record contradicts an earlier one
    /// @throws StartFailure if that takes longer than `patience`, or Kafka can't be reached
    void start(
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> from,
            Duration patience,
            Consumer<String> contradicted) {
        this.contradicted = contradicted;
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = ends(partitions);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            consumer.seek(partition, Math.min(from.getOrDefault(partition, end), end));
        }
        goal = ends;
        thread.start();
        try {
            if (!caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StartFailure("Kafka's topic %s can't be read to its end within %d minutes."
                        .formatted(name, patience.toMinutes()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + name, e);
        }
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions);
        } catch (RetriableException e) {
            throw new StartFailure("Kafka doesn't say where the topic " + name + " ends: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                poll();
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("{} is closed", name);
        } catch (NumberingException contradiction) {
            log.error("{} has stopped: {}", name, contradiction.getMessage());
            contradicted.accept(contradiction.getMessage());
            // Whoever waits for the end of what was there would wait for long.
            caughtUp.countDown();
        }
    }

    private void poll() {
        try {
            consumer.poll(caughtUp.getCount() == 0 ? POLL : Duration.ofMillis(20))
                    .forEach(this::handle);
            if (caughtUp.getCount() > 0 && hasReachedGoal()) {
                caughtUp.countDown();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RetriableException e) {
            log.debug("{} waits for Kafka", name, e);
        } catch (KafkaException e) {
            log.error("{} can't be read and is tried again: look at the broker's log", name, e);
            pause();
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        try {
            handler.accept(record);
        } catch (NumberingException contradiction) {
            throw contradiction;
        } catch (RuntimeException e) {
            log.error("{}-{} offset {} can't be handled", record.topic(), record.partition(), record.offset(), e);
        }
    }

    private boolean hasReachedGoal() {
        return goal.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
