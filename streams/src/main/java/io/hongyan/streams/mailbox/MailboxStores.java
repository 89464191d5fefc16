package io.hongyan.streams.mailbox;

import io.hongyan.streams.engine.Changelogs;
import io.hongyan.streams.engine.Decoded;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Keys;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import static java.util.Objects.requireNonNullElse;

/// The sessions and totals of one task, always changed together.
///
/// | store | key | value |
/// |---|---|---|
/// | `sessions` | user, conversation | [Session] |
/// | `totals` | user | [Total] |
final class MailboxStores implements MailboxOwner.Content {

    static final String SESSIONS = "sessions";
    static final String TOTALS = "totals";

    private final Decoded<Bytes, Session> sessions;
    private final Decoded<UserId, Total> totals;

    MailboxStores(ProcessorContext<?, ?> context) {
        this.sessions = new Decoded<>(context.getStateStore(SESSIONS));
        this.totals = new Decoded<>(context.getStateStore(TOTALS));
    }

    static Set<StoreBuilder<?>> builders() {
        return Set.of(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(SESSIONS), Serdes.Bytes(), MailboxCodecs.SESSIONS)
                        .withCachingEnabled()
                        .withLoggingEnabled(Changelogs.SETTINGS),
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(TOTALS), Keys.USER, MailboxCodecs.TOTALS)
                        .withCachingEnabled()
                        .withLoggingEnabled(Changelogs.SETTINGS));
    }

    Session session(UserId user, ConversationId conversation) {
        return requireNonNullElse(sessions.get(key(user, conversation)), Session.NONE);
    }

    Total total(UserId user) {
        return requireNonNullElse(totals.get(user), Total.EMPTY);
    }

    /// Replaces `before` by `after`, and gives the total that follows.
    Total change(UserId user, ConversationId conversation, Session before, Session after) {
        Total total = total(user).moved(before, after);
        sessions.put(key(user, conversation), after);
        totals.put(user, total);
        return total;
    }

    @Override
    public void forEachTotal(BiConsumer<UserId, Total> consumer) {
        try (KeyValueIterator<UserId, Total> all = totals.store().all()) {
            all.forEachRemaining(entry -> consumer.accept(entry.key, entry.value));
        }
    }

    @Override
    public void forEachSession(MailboxOwner.SessionConsumer consumer) {
        try (KeyValueIterator<Bytes, Session> all = sessions.store().all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, Session> next = all.next();
                byte[] key = next.key.get();
                consumer.accept(new UserId(Keys.first(key)), new ConversationId(Keys.second(key)), next.value);
            }
        }
    }

    private static Bytes key(UserId user, ConversationId conversation) {
        return Bytes.wrap(Keys.of(user.value(), conversation.value()));
    }
}
