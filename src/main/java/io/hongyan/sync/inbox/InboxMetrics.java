package io.hongyan.sync.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/// What the inbox writer tells of itself. Thread-safe.
final class InboxMetrics {

    private final Counter references;
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();

    InboxMetrics(MeterRegistry registry) {
        this.references = Counter.builder("hongyan.inbox.references")
                .description("Changes of mailboxes that were written to inboxes in Redis")
                .register(registry);
        Gauge.builder(
                        "hongyan.inbox.lag",
                        () -> lags.values().stream().mapToLong(Long::longValue).sum())
                .description("Records of mailboxes that this node's inbox writer hasn't written yet")
                .register(registry);
    }

    void written(int count) {
        references.increment(count);
    }

    /// How far behind the log's end a partition is.
    void lag(TopicPartition partition, long lag) {
        lags.put(partition, lag);
    }

    /// Another node has these partitions.
    void lost(Iterable<TopicPartition> partitions) {
        partitions.forEach(lags::remove);
    }
}
