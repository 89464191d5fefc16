package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.log.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads `events` and `outcomes` on every node: tells the listeners, then whoever waits for the command.
public final class EventFeed implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int partitions;
    private final Log log;
    private final Feed feed;
    private final Listeners<EventListener> listeners = new Listeners<>();

    public EventFeed(KafkaConfiguration kafka, Log log) {
        this.partitions = kafka.partitions();
        this.log = log;
        this.feed = new Feed("events", kafka, this::handle);
    }

    /// Adds a listener; those added first hear first.
    public void listen(EventListener listener) {
        listeners.add(listener);
    }

    /// Starts with the events at `offsets`, by partition, and returns when those committed so far have been
    /// heard.
    public void start(Map<Integer, Long> offsets) {
        Map<TopicPartition, Long> from = new HashMap<>();
        offsets.forEach((partition, offset) -> from.put(new TopicPartition(Topics.EVENTS.name(), partition), offset));
        List<TopicPartition> all = Stream.concat(
                        Feed.partitions(Topics.EVENTS.name(), partitions).stream(),
                        Feed.partitions(Topics.OUTCOMES.name(), partitions).stream())
                .toList();
        feed.start(all, from, PATIENCE);
    }

    @Override
    public void close() {
        feed.close();
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        Answer answer;
        if (record.topic().equals(Topics.EVENTS.name())) {
            Event event = Topics.EVENTS.require(record.headers(), record.value());
            listeners.tell(listener -> listener.appended(event, record.partition(), record.offset()));
            answer = event;
        } else {
            answer = Topics.OUTCOMES.require(record.headers(), record.value());
        }
        ReplyTo replyTo = ReplyTo.of(record.headers());
        if (replyTo != null) {
            log.answered(replyTo, answer);
        }
    }
}
