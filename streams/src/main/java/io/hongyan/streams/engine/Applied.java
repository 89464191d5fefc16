package io.hongyan.streams.engine;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The guard against applying a record twice, or numbering again what was numbered before.
///
/// Each task remembers the last offset it applied of each input. A record at or below is skipped. Where offsets
/// have no gaps, a jump means that records were lost. It also compares with what is known outside: a state that
/// is behind what was once stored elsewhere must not go on.
///
/// The store is persistent on purpose: with at least one such store Kafka Streams keeps its process id on disk,
/// and so the transactional ids, and a restart aborts at once what its predecessor left open.
public final class Applied {

    private final Decoded<String, Long> offsets;
    private final int partition;

    private Applied(KeyValueStore<String, Long> offsets, int partition) {
        this.offsets = new Decoded<>(offsets);
        this.partition = partition;
    }

    /// The store that a topology has to connect to its processor under `name`.
    public static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.Long())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of("segment.bytes", "4194304", "min.cleanable.dirty.ratio", "0.1"));
    }

    /// The guard of one task.
    public static Applied of(ProcessorContext<?, ?> context, String store) {
        return new Applied(context.getStateStore(store), context.taskId().partition());
    }

    /// Refuses a state that is behind what is known to have been applied.
    ///
    /// @throws NumberingException if it is
    public void requireAtLeast(String topic, long known) {
        Long applied = offsets.get(topic);
        if (known >= 0 && (applied == null || applied < known)) {
            throw new NumberingException("the state of " + topic + "-" + partition + " ends at offset "
                    + (applied == null ? "none" : applied) + ", but PostgreSQL has what came from offset " + known
                    + ": Kafka has lost its state; " + NumberingException.REMEDY);
        }
    }

    /// Whether this record is new. For an input whose offsets have no gaps, see [#isNextOf].
    public boolean isNew(RecordMetadata record) {
        Long applied = offsets.get(record.topic());
        return applied == null || record.offset() > applied;
    }

    /// Whether this record is new, for an input that is written without transactions and so has no gaps.
    ///
    /// @throws NumberingException if records before it were never applied
    public boolean isNextOf(RecordMetadata record) {
        Long applied = offsets.get(record.topic());
        long expected = applied == null ? 0 : applied + 1;
        if (record.offset() > expected) {
            throw new NumberingException("the records " + expected + " to " + (record.offset() - 1) + " of "
                    + record.topic() + "-" + partition
                    + " are gone and were never applied: " + NumberingException.REMEDY);
        }
        return record.offset() == expected;
    }

    /// Remembers that this record was applied.
    public void advance(RecordMetadata record) {
        offsets.put(record.topic(), record.offset());
    }
}
