package io.hongyan.log;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.relation.RelationChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/// Reads `relations` on every node, from now on: what was remembered before is forgotten with the node.
public final class RelationFeed implements Managed {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int partitions;
    private final Feed feed;
    private final List<Consumer<RelationChanged>> listeners = new CopyOnWriteArrayList<>();

    public RelationFeed(KafkaConfiguration kafka) {
        this.partitions = kafka.partitions();
        this.feed = new Feed("relations", kafka, IsolationLevel.READ_UNCOMMITTED, this::handle);
    }

    /// `listener` hears on the feed's thread, and mustn't block.
    public void listen(Consumer<RelationChanged> listener) {
        listeners.add(listener);
    }

    @Override
    public void start() {
        feed.start(Feed.partitions(Topics.RELATIONS.name(), partitions), Map.of(), PATIENCE, _ -> {});
    }

    @Override
    public void stop() {
        feed.close();
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        RelationChanged changed = Topics.RELATIONS.require(record.headers(), record.value());
        listeners.forEach(listener -> listener.accept(changed));
    }
}
