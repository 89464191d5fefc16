package io.hongyan.streams.mailbox;

import io.hongyan.streams.engine.Applied;
import io.hongyan.streams.log.Keys;
import io.hongyan.streams.log.Smile;
import io.hongyan.streams.log.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// Keeps mailboxes: each user's sessions and total, changed together in one transaction.
///
/// Deliveries and marks both come in the partition of the mailbox, so one task sees all that changes it.
///
/// ```
/// deliveries, marks → mailboxes → mailboxes, dead-letters
/// ```
///
/// | store | key | value |
/// |---|---|---|
/// | `sessions` | user, conversation | [Session] |
/// | `totals` | user | [Total] |
public final class MailboxTopology {

    /// The application id of this topology, and the prefix of its groups, transactions and internal topics.
    public static final String APPLICATION = "hongyan-mailbox";

    static final String PROCESSOR = "keep-mailboxes";
    static final String APPLIED = "mailbox-applied";
    static final String SESSIONS = "sessions";
    static final String TOTALS = "totals";

    /// Small segments and early compaction keep the changelogs short, and so a restart.
    private static final Map<String, String> CHANGELOG =
            Map.of("segment.bytes", "16777216", "min.cleanable.dirty.ratio", "0.2");

    private MailboxTopology() {}

    /// The topology; `owner` hears which partitions this process has.
    public static Topology create(MailboxOwner owner) {
        return new Topology()
                .addSource(
                        "read-deliveries",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.DELIVERIES.name())
                .addSource("read-marks", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.MARKS.name())
                .addProcessor(PROCESSOR, () -> new MailboxProcessor(owner), "read-deliveries", "read-marks")
                .addStateStore(Applied.store(APPLIED), PROCESSOR)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(SESSIONS), Serdes.Bytes(), Smile.of(Session.class))
                                .withLoggingEnabled(CHANGELOG),
                        PROCESSOR)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(TOTALS), Keys.USER, Smile.of(Total.class))
                                .withLoggingEnabled(CHANGELOG),
                        PROCESSOR)
                .addSink(
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
