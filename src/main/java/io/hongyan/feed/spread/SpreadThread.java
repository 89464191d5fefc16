package io.hongyan.feed.spread;

import io.hongyan.error.HongyanException;
import io.hongyan.infra.Idling;
import io.hongyan.infra.Outage;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.log.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// Reads `posts` and takes each into the timelines, on a thread of its own, no faster than it may.
///
/// The loop's policy: while an engine is away it waits and stays in its group; a record that can't be read is passed
/// over, since its row is announced again; offsets are committed after the posts have arrived.
final class SpreadThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpreadThread.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Idling idling;
    private final SpreadStep step;
    private final Pace pace;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Outage outage = new Outage("The feed's fan-out", "an engine");

    private volatile @Nullable String stopped;

    SpreadThread(String name, KafkaConsumer<byte[], byte[]> consumer, SpreadStep step, Pace pace) {
        this.consumer = consumer;
        this.idling = new Idling(consumer);
        this.step = step;
        this.pace = pace;
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

    /// @throws IllegalStateException if this thread doesn't work at the moment, with the reason
    void check() {
        String reason = stopped != null ? stopped : outage.reason();
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.POSTS.name()), new Rebalance());
            while (!isClosing()) {
                turn();
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("{} is closed", thread.getName());
        } catch (FencedInstanceIdException e) {
            stopped = "another process runs with this node's name: node.name is unique";
            log.error("The feed's fan-out stopped; timelines are read from PostgreSQL: {}", stopped);
        } catch (RuntimeException e) {
            stopped = e.toString();
            log.error("The feed's fan-out stopped; timelines are read from PostgreSQL", e);
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            idling.assigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    private void turn() {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(POLL);
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            outage.goesOn(e);
            await(PAUSE);
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            PostPublished post = Topics.POSTS.read(record.headers(), record.value());
            if (post != null) {
                spread(post);
            }
        }
        if (!isClosing() && !records.isEmpty()) {
            consumer.commitAsync(records.nextOffsets(), (offsets, failure) -> {
                if (failure != null) {
                    log.debug("{} can't be committed now", offsets, failure);
                }
            });
        }
    }

    /// Goes on until all followers have been told, or the server stops.
    private void spread(PostPublished post) {
        boolean more = true;
        while (more && !isClosing()) {
            try {
                SpreadStep.Told told = step.take(post);
                outage.isOver();
                more = told.more();
                idle(pace.after(told.followers()));
            } catch (JedisException | JdbiException | HongyanException e) {
                outage.goesOn(e);
                idle(PAUSE);
            }
        }
    }

    /// Stays in the group without reading.
    private void idle(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        try {
            idling.idle(duration);
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            outage.goesOn(e);
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
