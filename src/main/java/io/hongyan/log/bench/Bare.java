package io.hongyan.log.bench;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.EventFeed;
import io.hongyan.log.LogScan;
import io.hongyan.log.MailboxFeed;
import io.hongyan.log.TopicLayout;
import io.hongyan.log.Topologies;
import io.hongyan.streams.engine.StreamsEngine;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.log.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The two topologies on a Kafka of their own, with who writes to them and who reads from them, and nothing else. Used
/// by one thread.
final class Bare implements AutoCloseable {

    private static final Duration STARTS = Duration.ofMinutes(2);

    private final KafkaConfiguration kafka;
    private final Faults faults;
    private final Topologies topologies;
    private final Arrivals arrivals = new Arrivals();
    private final MailboxFeed feed;
    private final CommandWriter writer;
    private final StreamsEngine mailboxes;
    private @Nullable StreamsEngine conversations;

    Bare(KafkaConfiguration kafka, NodeConfiguration node, Faults faults) {
        this.kafka = kafka;
        this.faults = faults;
        NoMemory nobody = new NoMemory();
        new TopicLayout(kafka, nobody).ensure();
        this.topologies = new Topologies(kafka, node);
        this.feed = new MailboxFeed(kafka, (_, _) -> {});
        this.writer = new CommandWriter(kafka, faults);
        this.mailboxes = topologies.mailboxes(nobody);
    }

    Arrivals arrivals() {
        return arrivals;
    }

    CommandWriter writer() {
        return writer;
    }

    void start() throws InterruptedException {
        feed.listen(arrivals);
        feed.start();
        mailboxes.start();
        await(mailboxes);
        startConversations();
    }

    /// Returns when commands are processed.
    void startConversations() throws InterruptedException {
        StreamsEngine started = topologies.conversations(_ -> -1, _ -> FanoutMode.WRITE);
        conversations = started;
        started.start();
        await(started);
    }

    /// Leaves commands where they are.
    void stopConversations() {
        if (conversations != null) {
            conversations.close();
            conversations = null;
        }
    }

    private static void await(StreamsEngine engine) throws InterruptedException {
        if (!engine.awaitRunning(STARTS)) {
            throw new StartFailure(
                    engine.application() + " doesn't run: " + engine.failure().orElse("it isn't ready in time") + ".");
        }
    }

    /// Why one of them ended for good; empty while none has.
    Optional<String> failure() {
        return Stream.of(Optional.of(mailboxes), Optional.ofNullable(conversations))
                .flatMap(Optional::stream)
                .flatMap(engine -> engine.failure().stream())
                .findFirst();
    }

    /// Where `events` ends now, by partition.
    Map<Integer, Long> eventsEnd() {
        Map<Integer, Long> end = new HashMap<>();
        try (LogScan scan = scan(List.of(Topics.EVENTS.name()))) {
            scan.ends().forEach((partition, offset) -> end.put(partition.partition(), offset));
        }
        return end;
    }

    /// Has `flow` hear how its commands are answered, as the server's dispatcher hears it, from these offsets of
    /// `events` on; returns when it has heard what is there.
    EventFeed dispatch(Flow flow, Map<Integer, Long> from) {
        EventFeed events = new EventFeed(kafka, (replyTo, answer) -> {
            if (replyTo.node().equals(flow.phase())) {
                flow.answered(Math.toIntExact(replyTo.request()), answer, System.nanoTime());
            }
        });
        events.start(from, faults::add);
        return events;
    }

    /// Nothing of what is sent here may be refused, or answered otherwise than with an event.
    void requireNoOutcome() {
        try (LogScan scan = scan(List.of(Topics.OUTCOMES.name(), Topics.DEAD_LETTERS))) {
            scan.ends().forEach((partition, end) -> {
                if (end > 0) {
                    faults.add("%s has %d records, of commands that should have appended an event"
                            .formatted(partition, end));
                }
            });
        }
    }

    private LogScan scan(List<String> topics) {
        return new LogScan(kafka, LogScan.partitions(topics, kafka.partitions()));
    }

    @Override
    public void close() {
        stopConversations();
        mailboxes.close();
        writer.close();
        feed.close();
    }
}
