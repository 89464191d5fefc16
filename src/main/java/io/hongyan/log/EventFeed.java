package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Recorded;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.log.SourceOffset;
import io.hongyan.streams.log.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads `events` and `outcomes` on every node: tells the listeners, then whoever waits for the command.
///
/// It hears of a decision once: with [early dispatch][io.hongyan.infra.Dispatch#EARLY] before it is committed, and not
/// again when a crash has it decided anew. Why that is safe is in RATIONALE.md.
public final class EventFeed implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int partitions;
    private final BiConsumer<ReplyTo, Answer> answers;
    private final Feed feed;
    private final Listeners<EventListener> listeners = new Listeners<>();
    private final Map<TopicPartition, Decided> decided = new HashMap<>();

    public EventFeed(KafkaConfiguration kafka, Log log) {
        this(kafka, log::answered);
    }

    /// One whose `answers` hears all answers that anybody waits for, those of other nodes too.
    public EventFeed(KafkaConfiguration kafka, BiConsumer<ReplyTo, Answer> answers) {
        this.partitions = kafka.partitions();
        this.answers = answers;
        this.feed = new Feed("events", kafka, kafka.dispatch().isolation(), this::handle);
    }

    /// Adds a listener; those added first hear first.
    public void listen(EventListener listener) {
        listeners.add(listener);
    }

    /// Starts with the events at `offsets`, by partition, and returns when those up to now have been heard.
    ///
    /// @param contradicted hears why this feed has stopped: a command was decided otherwise than before
    public void start(Map<Integer, Long> offsets, Consumer<String> contradicted) {
        Map<TopicPartition, Long> from = new HashMap<>();
        offsets.forEach((partition, offset) -> from.put(new TopicPartition(Topics.EVENTS.name(), partition), offset));
        List<TopicPartition> all = Stream.concat(
                        Feed.partitions(Topics.EVENTS.name(), partitions).stream(),
                        Feed.partitions(Topics.OUTCOMES.name(), partitions).stream())
                .toList();
        feed.start(all, from, PATIENCE, contradicted);
    }

    @Override
    public void close() {
        feed.close();
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        Answer answer;
        if (record.topic().equals(Topics.EVENTS.name())) {
            Recorded recorded = Topics.EVENTS.require(record.headers(), record.value());
            if (!(recorded instanceof Event event)) {
                // A switch of the fan-out answers nobody, and depends on the configuration: it may be decided
                // otherwise.
                return;
            }
            answer = event;
        } else {
            answer = Topics.OUTCOMES.require(record.headers(), record.value());
        }
        long command = SourceOffset.of(record.headers());
        boolean isFirst = decided.computeIfAbsent(
                        new TopicPartition(record.topic(), record.partition()), _ -> new Decided())
                .isFirst(command, fingerprint(answer));
        if (!isFirst) {
            return;
        }
        if (answer instanceof Event event) {
            listeners.tell(listener -> listener.appended(event, record.partition(), command));
        }
        ReplyTo replyTo = ReplyTo.of(record.headers());
        if (replyTo != null) {
            answers.accept(replyTo, answer);
        }
    }

    /// What may not change when a command is decided again. Not the bytes: a newer version may encode more.
    private static int fingerprint(Answer answer) {
        return switch (answer) {
            case Event.MessageSent message ->
                Objects.hash(message.seq(), message.ordinal(), message.at(), message.messageId(), message.content());
            case Event.MessageEdited edit ->
                Objects.hash(
                        edit.seq(), edit.ordinal(), edit.at(), edit.target().seq(), edit.body());
            case Event.MessageReacted reaction ->
                Objects.hash(
                        reaction.seq(),
                        reaction.ordinal(),
                        reaction.at(),
                        reaction.target().seq(),
                        reaction.emoji(),
                        reaction.on());
            case Event.MessagePinned pin ->
                Objects.hash(pin.seq(), pin.ordinal(), pin.at(), pin.target().seq(), pin.on());
            case Event.MessageRecalled recall ->
                Objects.hash(
                        recall.seq(),
                        recall.ordinal(),
                        recall.at(),
                        recall.target().seq());
            case Event event -> Objects.hash(event.seq(), event.ordinal(), event.at(), event.actor());
            case Outcome.Duplicate duplicate -> Objects.hash(duplicate.seq(), duplicate.messageId());
            case Outcome.DoneBefore recalled -> Objects.hash(recalled.seq(), recalled.target());
            case Outcome.Done done -> Objects.hash(done.seq());
            case Outcome.Unchanged unchanged -> Objects.hash(unchanged.seq());
            case Outcome.Refused refused -> Objects.hash(refused.reason().name());
        };
    }
}
