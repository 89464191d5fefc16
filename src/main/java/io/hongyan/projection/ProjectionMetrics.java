package io.hongyan.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// What the projector tells of itself. Thread-safe.
final class ProjectionMetrics {

    private final Counter rows;
    private final Counter deadLetters;
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();

    ProjectionMetrics(MeterRegistry registry) {
        this.rows = Counter.builder("hongyan.projection.rows")
                .description("Rows of PostgreSQL that the projector made or changed")
                .register(registry);
        this.deadLetters = Counter.builder("hongyan.projection.dead.letters")
                .description("Records that PostgreSQL refused or nobody could decode")
                .register(registry);
        for (String topic : Projector.TOPICS) {
            Gauge.builder("hongyan.projection.lag", () -> lag(topic))
                    .description("Offsets that this node's projector has still to go")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    void stored(int count) {
        rows.increment(count);
    }

    void deadLetter() {
        deadLetters.increment();
    }

    /// How far behind the log's end each partition of `lag` is.
    void lag(Map<TopicPartition, Long> lag) {
        lags.putAll(lag);
    }

    /// Another node has these partitions.
    void lost(Iterable<TopicPartition> partitions) {
        partitions.forEach(lags::remove);
    }

    private double lag(String topic) {
        return lags.entrySet().stream()
                .filter(lag -> lag.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
