package io.hongyan.streams.engine;

import java.io.File;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class AppliedTest {

    private static final String STORE = "applied";

    private final MockProcessorContext<Void, Void> context =
            new MockProcessorContext<>(new Properties(), new TaskId(0, 3), new File("target/applied-test"));

    private Applied applied;

    @BeforeEach
    void anEmptyStore() {
        KeyValueStore<String, Long> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        applied = Applied.of(context, STORE);
    }

    @Test
    void takesRecordsInTurnAndEachOnce() {
        assertThat(applied.isNextOf(commands(0))).isTrue();
        applied.advance(commands(0));

        assertThat(applied.isNextOf(commands(0))).isFalse();
        assertThat(applied.isNextOf(commands(1))).isTrue();
    }

    @Test
    void refusesAJumpAndNamesTheLostRecords() {
        applied.advance(commands(4));

        assertThatThrownBy(() -> applied.isNextOf(commands(7)))
                .isInstanceOf(NumberingException.class)
                .hasMessageContaining("5 to 6 of commands-3");
    }

    @Test
    void refusesToStartInTheMiddle() {
        assertThatThrownBy(() -> applied.isNextOf(commands(1))).isInstanceOf(NumberingException.class);
    }

    @Test
    void allowsGapsWhereTransactionsLeaveThem() {
        RecordMetadata late = new Metadata("deliveries", 9);

        assertThat(applied.isNew(late)).isTrue();
        applied.advance(late);
        assertThat(applied.isNew(late)).isFalse();
        assertThat(applied.isNew(new Metadata("deliveries", 15))).isTrue();
    }

    @Test
    void refusesAStateBehindWhatIsKnown() {
        applied.advance(commands(4));

        applied.requireAtLeast("commands", 4);
        applied.requireAtLeast("commands", -1);
        assertThatThrownBy(() -> applied.requireAtLeast("commands", 5))
                .isInstanceOf(NumberingException.class)
                .hasMessageEndingWith(NumberingException.REMEDY);
    }

    @Test
    void refusesALostStateOfWhatIsKnown() {
        assertThatThrownBy(() -> applied.requireAtLeast("commands", 0)).isInstanceOf(NumberingException.class);
    }

    private static RecordMetadata commands(long offset) {
        return new Metadata("commands", offset);
    }

    private record Metadata(String topic, long offset) implements RecordMetadata {

        @Override
        public int partition() {
            return 3;
        }
    }
}
