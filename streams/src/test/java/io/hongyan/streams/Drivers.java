package io.hongyan.streams;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationTopology;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Recorded;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.log.Topic;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxOwner;
import io.hongyan.streams.mailbox.MailboxTopology;
import io.hongyan.streams.mailbox.Mark;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/// Both topologies in their test drivers, on one partition; what the first delivers reaches the second when asked to.
public final class Drivers implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final ReplyTo WAITER = new ReplyTo("node", 7);

    private final TopologyTestDriver conversations;
    private final TopologyTestDriver mailboxes = driver(MailboxTopology.create(new NoOwner()));
    private final TestInputTopic<ConversationId, Command> commands;
    private final TestOutputTopic<ConversationId, Recorded> events;
    private final TestOutputTopic<ConversationId, Outcome> outcomes;
    private final TestOutputTopic<ConversationId, Summary> summaries;
    private final TestOutputTopic<Integer, Delivery> deliveries;
    private final TestInputTopic<Integer, Delivery> delivered = input(mailboxes, Topics.DELIVERIES);
    private final TestInputTopic<UserId, Mark> marks = input(mailboxes, Topics.MARKS);
    private final TestOutputTopic<Integer, MailboxChanges> changes = output(mailboxes, Topics.MAILBOXES);
    /// Those that a restart found not delivered yet.
    private final Deque<TestRecord<Integer, Delivery>> waiting = new ArrayDeque<>();

    private Instant time = START;

    public Drivers(Function<Audience, FanoutMode> fanout) {
        conversations = driver(ConversationTopology.create(1, _ -> -1, fanout));
        commands = input(conversations, Topics.COMMANDS);
        events = output(conversations, Topics.EVENTS);
        outcomes = output(conversations, Topics.OUTCOMES);
        summaries = output(conversations, Topics.SUMMARIES);
        deliveries = output(conversations, Topics.DELIVERIES);
    }

    /// Sends a command a millisecond after the one before, and gives its answer, the only one.
    public Answer command(Command command) {
        time = time.plusMillis(1);
        commands.pipeInput(new TestRecord<>(command.conversation(), command, headers(), time));
        List<Answer> answers = new ArrayList<>(outcomes.readValuesToList());
        events.readValuesToList().forEach(recorded -> {
            if (recorded instanceof Event event) {
                answers.add(event);
            }
        });
        if (answers.size() != 1) {
            throw new IllegalStateException("a command has one answer, not " + answers);
        }
        return answers.getFirst();
    }

    /// The summaries since last asked.
    public List<Summary> summaries() {
        return summaries.readValuesToList();
    }

    /// Takes over the state of other drivers, as a restart does that restores it from the changelogs, and what they
    /// have not delivered yet.
    public void restore(Drivers before) {
        time = before.time;
        waiting.addAll(before.waiting);
        waiting.addAll(before.deliveries.readRecordsToList());
        for (String store : List.of("conversations", "members")) {
            copy(before.conversations, conversations, store);
        }
        for (String store : List.of("sent", "recalls")) {
            copyWindows(before.conversations, conversations, store);
        }
        for (String store : List.of("sessions", "totals")) {
            copy(before.mailboxes, mailboxes, store);
        }
    }

    private static void copy(TopologyTestDriver from, TopologyTestDriver to, String store) {
        KeyValueStore<Object, Object> target = to.getKeyValueStore(store);
        try (KeyValueIterator<Object, Object> all =
                from.<Object, Object>getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> target.put(entry.key, entry.value));
        }
    }

    private static void copyWindows(TopologyTestDriver from, TopologyTestDriver to, String store) {
        WindowStore<Object, Object> target = to.getWindowStore(store);
        try (KeyValueIterator<Windowed<Object>, Object> all =
                from.<Object, Object>getWindowStore(store).all()) {
            all.forEachRemaining(entry ->
                    target.put(entry.key.key(), entry.value, entry.key.window().start()));
        }
    }

    /// Delivers the oldest waiting delivery, if there is one.
    public boolean deliverOne() {
        if (waiting.isEmpty() && deliveries.isEmpty()) {
            return false;
        }
        delivered.pipeInput(waiting.isEmpty() ? deliveries.readRecord() : waiting.remove());
        return true;
    }

    public void mark(Mark mark) {
        marks.pipeInput(new TestRecord<>(mark.user(), mark, headers(), time));
    }

    /// The changes of mailboxes since last asked.
    public TestOutputTopic<Integer, MailboxChanges> changes() {
        return changes;
    }

    @Override
    public void close() {
        conversations.close();
        mailboxes.close();
    }

    /// A driver with a state of its own.
    public static TopologyTestDriver driver(Topology topology) {
        return new TopologyTestDriver(topology, properties(), START);
    }

    private static Headers headers() {
        Headers headers = new RecordHeaders();
        WAITER.addTo(headers);
        return headers;
    }

    private static <K, V> TestInputTopic<K, V> input(TopologyTestDriver driver, Topic<K, V> topic) {
        return driver.createInputTopic(
                topic.name(), topic.keys().serializer(), topic.values().serializer());
    }

    /// What the driver writes to `topic`.
    public static <K, V> TestOutputTopic<K, V> output(TopologyTestDriver driver, Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    }

    private static Properties properties() {
        Properties properties = new Properties();
        // Drivers of the same id would share their state on disk.
        String id = "driver-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/topology-drivers");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    /// Owns every partition and wants to know nothing of it.
    private static final class NoOwner implements MailboxOwner {

        @Override
        public void opened(int partition, Content content) {}

        @Override
        public void closed(int partition) {}
    }
}
