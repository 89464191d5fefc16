package io.hongyan.streams;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationTopology;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
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
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/// Both topologies in their test drivers, on one partition; what the first delivers reaches the second when asked to.
public final class Drivers implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final ReplyTo WAITER = new ReplyTo("node", 7);

    private final TopologyTestDriver conversations = driver(ConversationTopology.create(1, _ -> -1));
    private final TopologyTestDriver mailboxes;
    private final TestInputTopic<ConversationId, Command> commands = input(conversations, Topics.COMMANDS);
    private final TestOutputTopic<ConversationId, Event> events = output(conversations, Topics.EVENTS);
    private final TestOutputTopic<ConversationId, Outcome> outcomes = output(conversations, Topics.OUTCOMES);
    private final TestOutputTopic<Integer, Delivery> deliveries = output(conversations, Topics.DELIVERIES);
    private final TestInputTopic<Integer, Delivery> delivered;
    private final TestInputTopic<UserId, Mark> marks;
    private final TestOutputTopic<Integer, MailboxChanges> changes;

    public Drivers(MailboxOwner owner) {
        mailboxes = driver(MailboxTopology.create(owner));
        delivered = input(mailboxes, Topics.DELIVERIES);
        marks = input(mailboxes, Topics.MARKS);
        changes = output(mailboxes, Topics.MAILBOXES);
    }

    /// Sends a command, and gives its answer.
    public Answer command(Command command) {
        commands.pipeInput(new TestRecord<>(command.conversation(), command, headers(), START));
        return events.isEmpty() ? outcomes.readValue() : events.readValue();
    }

    /// Delivers the oldest waiting delivery, if there is one.
    public boolean deliverOne() {
        if (deliveries.isEmpty()) {
            return false;
        }
        TestRecord<Integer, Delivery> delivery = deliveries.readRecord();
        delivered.pipeInput(delivery);
        return true;
    }

    public void mark(Mark mark) {
        marks.pipeInput(new TestRecord<>(mark.user(), mark, headers(), START));
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
}
