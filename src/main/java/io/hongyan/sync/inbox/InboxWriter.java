package io.hongyan.sync.inbox;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.streams.id.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Writes what changes in mailboxes to inboxes, on threads of its own: the nodes share the partitions among them.
///
/// Nothing depends on it but how little a sync costs. With Redis away it waits and keeps its partitions.
public final class InboxWriter implements Managed {

    private static final String GROUP = "hongyan-inbox";

    private final KafkaConfiguration kafka;
    private final NodeConfiguration node;
    private final int count;
    private final Inbox inbox;
    private final Consumer<Collection<UserId>> written;
    private final InboxMetrics metrics;
    private final List<InboxThread> threads = new ArrayList<>();

    /// `written` hears whose inboxes this node has written into; `count` is that of the threads.
    public InboxWriter(
            KafkaConfiguration kafka,
            NodeConfiguration node,
            int count,
            Inbox inbox,
            Consumer<Collection<UserId>> written,
            MeterRegistry registry) {
        this.kafka = kafka;
        this.node = node;
        this.count = count;
        this.inbox = inbox;
        this.written = written;
        this.metrics = new InboxMetrics(registry);
    }

    @Override
    public void start() {
        for (int number = 0; number < count; number++) {
            InboxThread thread = new InboxThread("inbox-writer-" + number, consumer(number), inbox, written, metrics);
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public void stop() {
        threads.forEach(InboxThread::close);
    }

    /// @throws IllegalStateException if inboxes aren't written at the moment, with the reason
    public void check() {
        threads.forEach(InboxThread::check);
    }

    private KafkaConsumer<byte[], byte[]> consumer(int number) {
        Map<String, Object> properties = kafka.memberProperties(GROUP, node, "hongyan-inbox", number);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // What is gone from the log leaves a hole, and whoever syncs across it starts anew.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
