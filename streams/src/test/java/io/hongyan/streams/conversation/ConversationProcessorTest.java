package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.engine.Applied;
import io.hongyan.streams.engine.NumberingException;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.io.File;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a task finds when it starts: stores that Kafka Streams has restored.
final class ConversationProcessorTest {

    private static final Conversation CATS = new Conversation(
            new ConversationId(1),
            ConversationKind.GROUP,
            "cats",
            new UserId(1),
            new UserId(1),
            List.of(),
            History.ALL,
            1,
            0,
            1_000,
            1,
            false,
            1,
            FanoutState.WRITE,
            null,
            List.of(),
            GroupRules.FIRST);

    @TempDir
    private File folder;

    private MockProcessorContext<Object, Object> context;
    private List<? extends StateStore> stores;

    @BeforeEach
    void theOffsetsOfEightCommandsAreRestored() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 3), folder);
        stores = Stream.concat(
                        Stream.of(Applied.store(ConversationTopology.APPLIED)), ConversationStores.builders().stream())
                // A cache works within a running task only.
                .map(StoreBuilder::withCachingDisabled)
                .map(StoreBuilder::withLoggingDisabled)
                .map(StoreBuilder::build)
                .toList();
        stores.forEach(store -> {
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        });
        KeyValueStore<String, Long> applied = context.getStateStore(ConversationTopology.APPLIED);
        applied.put("commands", 7L);
    }

    @AfterEach
    void close() {
        stores.forEach(StateStore::close);
    }

    @Test
    void refusesToStartWithoutTheConversationsOfKnownEvents() {
        assertThatThrownBy(() -> new ConversationProcessor(4, _ -> 5, _ -> FanoutMode.WRITE).init(context))
                .isInstanceOf(NumberingException.class)
                .hasMessageContaining("conversations of partition 3")
                .hasMessageEndingWith(NumberingException.REMEDY);
    }

    @Test
    void startsWithoutConversationsWhereOnlyRefusalsWereApplied() {
        new ConversationProcessor(4, _ -> -1, _ -> FanoutMode.WRITE).init(context);
    }

    @Test
    void startsWithTheConversationsOfKnownEvents() {
        KeyValueStore<ConversationId, Conversation> conversations =
                requireNonNull(context.getStateStore(ConversationStores.CONVERSATIONS));
        conversations.put(CATS.id(), CATS);

        new ConversationProcessor(4, _ -> 5, _ -> FanoutMode.WRITE).init(context);
    }
}
