package io.hongyan.infra;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Lets a member of a consumer group stay in it without reading. Used by the consumer's thread only.
public final class Idling {

    private final KafkaConsumer<?, ?> consumer;
    private boolean idle;

    public Idling(KafkaConsumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /// To be told of partitions that come within a poll: while nothing is to be read, nothing of these either.
    public void assigned(Collection<TopicPartition> partitions) {
        if (idle) {
            consumer.pause(partitions);
        }
    }

    /// Polls for so long, and nothing comes of it.
    ///
    /// @throws org.apache.kafka.common.KafkaException as a poll does; what was paused is resumed then too
    public void idle(Duration duration) {
        consumer.pause(consumer.assignment());
        idle = true;
        try {
            long deadline = System.nanoTime() + duration.toNanos();
            for (long rest = duration.toNanos(); rest > 0; rest = deadline - System.nanoTime()) {
                consumer.poll(Duration.ofNanos(rest));
            }
        } finally {
            idle = false;
            consumer.resume(consumer.paused());
        }
    }
}
