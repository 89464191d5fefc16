package io.hongyan.notification;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.Idling;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.infra.Outage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a topic on a thread of its own; the nodes share the partitions among them.
///
/// The loop's policy: what was read is handed on until that succeeds, and only then is its offset committed; so a
/// restart, or an engine that is away, loses nothing, and may have somebody looked after twice. While Kafka is away it
/// waits.
final class LogReader implements Managed {

    private static final Logger log = LoggerFactory.getLogger(LogReader.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final KafkaConfiguration kafka;
    private final NodeConfiguration node;
    private final String group;
    private final String topic;
    private final Consumer<Iterable<ConsumerRecord<byte[], byte[]>>> handler;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Outage engine = new Outage("Notifying", "an engine");
    private final Outage broker = new Outage("Notifying", "Kafka");
    private final Thread thread;
    private volatile @Nullable String stopped;

    /// `handler` is given the same records again where it throws, and may be where it didn't.
    LogReader(
            KafkaConfiguration kafka,
            NodeConfiguration node,
            String group,
            String topic,
            Consumer<Iterable<ConsumerRecord<byte[], byte[]>>> handler) {
        this.kafka = kafka;
        this.node = node;
        this.group = group;
        this.topic = topic;
        this.handler = handler;
        this.thread = Thread.ofPlatform().daemon().name(group).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() throws InterruptedException {
        closing.countDown();
        thread.join(STOPPING);
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Idling idling = new Idling(consumer);
            consumer.subscribe(List.of(topic), new Begin(consumer, idling));
            while (!isClosing()) {
                step(consumer, idling);
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("notifying is closed");
        } catch (FencedInstanceIdException e) {
            stopped = "another process runs with this node's name: node.name is unique";
            log.error("Notifying stopped; nobody is told anything while their devices are away: {}", stopped);
        } catch (RuntimeException e) {
            stopped = e.toString();
            log.error("Notifying stopped: nobody is told anything while their devices are away", e);
        }
    }

    /// @throws IllegalStateException if nobody is told anything at the moment, with the reason
    void check() {
        String reason = stopped != null ? stopped : engine.reason() != null ? engine.reason() : broker.reason();
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }

    /// Notes where reading begins, so that what comes from then on is told also where this node dies before it has told
    /// anything.
    private record Begin(KafkaConsumer<byte[], byte[]> consumer, Idling idling) implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            idling.assigned(partitions);
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
            try {
                partitions.forEach(
                        partition -> positions.put(partition, new OffsetAndMetadata(consumer.position(partition))));
                consumer.commitSync(positions);
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                log.debug("where notifying begins can't be noted now", e);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void step(KafkaConsumer<byte[], byte[]> consumer, Idling idling) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(POLL);
            broker.isOver();
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            broker.goesOn(e);
            await(PAUSE);
            return;
        }
        if (records.isEmpty()) {
            return;
        }
        boolean done = false;
        while (!done && !isClosing()) {
            done = handOn(records);
            if (!done) {
                idle(idling);
            }
        }
        if (done) {
            commit(consumer, records);
        }
    }

    private boolean handOn(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        try {
            handler.accept(records);
            engine.isOver();
            return true;
        } catch (RuntimeException away) { // Redis or PostgreSQL, through libraries of several kinds.
            engine.goesOn(away);
            return false;
        }
    }

    /// Stays in the group without reading.
    private void idle(Idling idling) {
        try {
            idling.idle(PAUSE);
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            broker.goesOn(e);
            await(PAUSE);
        }
    }

    private void await(Duration duration) {
        try {
            closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /// A commit that fails is made good by the next.
    private static void commit(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        try {
            consumer.commitSync(records.nextOffsets());
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            log.debug("offsets can't be committed now", e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = kafka.memberProperties(group, node, group, 0);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Nobody is told of what came before notifying was turned on. Not by_duration, which gives a partition that is
        // empty no position at all, so that its first records are read half a minute late.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
