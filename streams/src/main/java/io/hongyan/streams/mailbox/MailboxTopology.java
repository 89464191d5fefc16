package io.hongyan.streams.mailbox;

import io.hongyan.streams.engine.Applied;
import io.hongyan.streams.engine.Changelogs;
import io.hongyan.streams.log.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/// Keeps mailboxes: each user's sessions and total, changed together in one transaction.
///
/// Deliveries and marks both come in the partition of the mailbox, so one task sees all that changes it.
///
/// ```
/// deliveries, marks → mailboxes → mailboxes, dead-letters
/// ```
public final class MailboxTopology {

    /// The application id of this topology, and the prefix of its groups, transactions and internal topics.
    public static final String APPLICATION = "hongyan-mailbox";

    static final String PROCESSOR = "keep-mailboxes";
    static final String APPLIED = "mailbox-applied";

    /// The topics in which its stores are kept.
    public static final List<String> CHANGELOGS = Stream.of(APPLIED, MailboxStores.SESSIONS, MailboxStores.TOTALS)
            .map(store -> Changelogs.topic(APPLICATION, store))
            .toList();

    private MailboxTopology() {}

    /// The topology; `owner` hears which partitions this process has.
    public static Topology create(MailboxOwner owner) {
        Topology topology = new Topology()
                .addSource(
                        "read-deliveries",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.DELIVERIES.name())
                .addSource("read-marks", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.MARKS.name())
                .addProcessor(PROCESSOR, () -> new MailboxProcessor(owner), "read-deliveries", "read-marks")
                .addStateStore(Applied.store(APPLIED), PROCESSOR);
        MailboxStores.builders().forEach(store -> topology.addStateStore(store, PROCESSOR));
        return topology.addSink(
                        Topics.MAILBOXES.name(),
                        Topics.MAILBOXES.name(),
                        Topics.MAILBOXES.keys().serializer(),
                        Topics.MAILBOXES.values().serializer(),
                        (topic, partition, changes, count) -> Optional.of(Set.of(partition)),
                        PROCESSOR)
                .addSink(
                        Topics.DEAD_LETTERS,
                        Topics.DEAD_LETTERS,
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        PROCESSOR);
    }
}
