package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.log.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The newest summary of every conversation, in memory on every node: complete when started. Thread-safe.
public final class SummaryTable implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int partitions;
    private final Feed feed;
    private final SummaryMoves moves;
    private final ConcurrentHashMap<ConversationId, Summary> summaries = new ConcurrentHashMap<>();
    private final Listeners<Consumer<Summary>> listeners = new Listeners<>();

    public SummaryTable(KafkaConfiguration kafka) {
        this.partitions = kafka.partitions();
        this.moves = new SummaryMoves(partitions);
        this.feed = new Feed("summaries", kafka, IsolationLevel.READ_COMMITTED, this::handle);
    }

    /// Adds a listener, told of every summary that is newer than what was known, on the feed's thread.
    public void listen(Consumer<Summary> listener) {
        listeners.add(listener);
    }

    /// The newest summary; null for a conversation that this node hasn't heard of.
    public @Nullable Summary find(ConversationId conversation) {
        return summaries.get(conversation);
    }

    /// Where in the topic the newest summaries are.
    public SummaryMoves moves() {
        return moves;
    }

    /// Reads the whole topic, and then follows it.
    public void start() {
        List<TopicPartition> all = Feed.partitions(Topics.SUMMARIES.name(), partitions);
        Map<TopicPartition, Long> from = all.stream().collect(Collectors.toMap(partition -> partition, _ -> 0L));
        feed.start(all, from, PATIENCE, _ -> {});
    }

    @Override
    public void close() {
        feed.close();
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Summary summary = Topics.SUMMARIES.require(record.headers(), record.value());
        Summary known = summaries.get(summary.conversation());
        if (known == null || summary.isNewerThan(known)) {
            summaries.put(summary.conversation(), summary);
            moves.moved(record.partition(), record.offset(), summary.conversation());
            listeners.tell(listener -> listener.accept(summary));
        }
    }
}
