package io.hongyan.log;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.relation.RelationChanged;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/// Reads `relations` on every node, from now on: what was remembered before is forgotten with the node.
public final class RelationFeed implements Managed {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int partitions;
    private final Feed feed;
    private final Consumer<RelationChanged> listener;

    /// `listener` hears on the feed's thread.
    public RelationFeed(KafkaConfiguration kafka, Consumer<RelationChanged> listener) {
        this.partitions = kafka.partitions();
        this.listener = listener;
        this.feed = new Feed("relations", kafka, IsolationLevel.READ_UNCOMMITTED, this::handle);
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
        listener.accept(Topics.RELATIONS.require(record.headers(), record.value()));
    }
}
