package io.hongyan.streams.conversation;

import io.hongyan.streams.engine.Applied;
import io.hongyan.streams.engine.Changelogs;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.log.Topic;
import io.hongyan.streams.log.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/// Orders conversations: numbers what is sent, judges who may, and sends each event on its way to the mailboxes.
///
/// Commands are keyed by conversation, so one task sees all of a conversation's commands, in one order.
///
/// ```
/// commands → conversations → events, outcomes, summaries, deliveries, dead-letters
/// ```
public final class ConversationTopology {

    /// The application id of this topology, and the prefix of its groups, transactions and internal topics.
    public static final String APPLICATION = "hongyan-conversation";

    static final String PROCESSOR = "order-conversations";
    static final String APPLIED = "conversation-applied";

    /// The topics in which its stores are kept.
    public static final List<String> CHANGELOGS = Stream.of(
                    APPLIED,
                    ConversationStores.CONVERSATIONS,
                    ConversationStores.MEMBERS,
                    ConversationStores.SENT,
                    ConversationStores.RECALLS,
                    ConversationStores.REACTIONS)
            .map(store -> Changelogs.topic(APPLICATION, store))
            .toList();

    private ConversationTopology() {}

    /// The topology for topics of `partitions` partitions.
    ///
    /// `known` gives, by partition, the highest offset of `commands` that is known outside to have appended an
    /// event, or -1: a state behind it refuses to start. `fanout` decides how a conversation is fanned out; it is
    /// asked before every command, and whatever it says changes no entry, no number and no answer.
    public static Topology create(int partitions, IntToLongFunction known, Function<Audience, FanoutMode> fanout) {
        Topology topology = new Topology()
                .addSource(
                        "read-commands",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.COMMANDS.name())
                .addProcessor(PROCESSOR, () -> new ConversationProcessor(partitions, known, fanout), "read-commands")
                .addStateStore(Applied.store(APPLIED), PROCESSOR);
        ConversationStores.builders().forEach(store -> topology.addStateStore(store, PROCESSOR));
        sink(topology, Topics.EVENTS);
        sink(topology, Topics.OUTCOMES);
        sink(topology, Topics.SUMMARIES);
        topology.addSink(
                Topics.DELIVERIES.name(),
                Topics.DELIVERIES.name(),
                Topics.DELIVERIES.keys().serializer(),
                Topics.DELIVERIES.values().serializer(),
                (topic, partition, delivery, count) -> Optional.of(Set.of(partition)),
                PROCESSOR);
        return topology.addSink(
                Topics.DEAD_LETTERS,
                Topics.DEAD_LETTERS,
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                PROCESSOR);
    }

    /// A sink has the name of its topic.
    private static void sink(Topology topology, Topic<?, ?> topic) {
        topology.addSink(
                topic.name(),
                topic.name(),
                topic.keys().serializer(),
                topic.values().serializer(),
                PROCESSOR);
    }
}
