package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.engine.Changelogs;
import io.hongyan.streams.engine.Decoded;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Keys;
import io.hongyan.streams.log.Smile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/// The state of the conversations of one task.
///
/// | store | key | value |
/// |---|---|---|
/// | `conversations` | conversation | [Conversation] |
/// | `members` | conversation, user | [Member] |
/// | `sent` | conversation, sender, clientId, [half hour][#slot]; for [#WINDOW] | [Sent] |
/// | `recalls` | conversation, seq of the message, [half hour][#slot]; for [#WINDOW] | [Recalled] |
/// | `reactions` | conversation, seq of the message, user, emoji, [half hour][#slot]; for [#WINDOW] | [Reacted] |
final class ConversationStores {

    static final String CONVERSATIONS = "conversations";
    static final String MEMBERS = "members";
    static final String SENT = "sent";
    static final String RECALLS = "recalls";
    static final String REACTIONS = "reactions";

    /// How long a client id and a recall are remembered: longer than it takes until PostgreSQL knows of them.
    static final Duration WINDOW = Duration.ofHours(1);

    /// Client ids are kept by the half hour in which they came: looking one up is then a get for each slot of the
    /// window, which costs a tenth of searching the window's whole span.
    static final Duration SLOT = Duration.ofMinutes(30);

    private final Decoded<ConversationId, Conversation> conversations;
    private final Decoded<Bytes, Member> members;
    private final WindowStore<Bytes, Sent> sent;
    private final WindowStore<Bytes, Recalled> recalls;
    private final WindowStore<Bytes, Reacted> reactions;

    ConversationStores(ProcessorContext<?, ?> context) {
        this.conversations = new Decoded<>(context.getStateStore(CONVERSATIONS));
        this.members = new Decoded<>(context.getStateStore(MEMBERS));
        this.sent = context.getStateStore(SENT);
        this.recalls = context.getStateStore(RECALLS);
        this.reactions = context.getStateStore(REACTIONS);
    }

    static Set<StoreBuilder<?>> builders() {
        return Set.of(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(CONVERSATIONS),
                                Keys.CONVERSATION,
                                ConversationCodecs.CONVERSATIONS)
                        .withCachingEnabled()
                        .withLoggingEnabled(Changelogs.SETTINGS),
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(MEMBERS), Serdes.Bytes(), Smile.of(Member.class))
                        .withLoggingEnabled(Changelogs.SETTINGS),
                Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(SENT, WINDOW.plus(SLOT), SLOT, false),
                                Serdes.Bytes(),
                                ConversationCodecs.SENDINGS)
                        .withLoggingEnabled(Changelogs.SETTINGS),
                Stores.windowStoreBuilder(
                                Stores.inMemoryWindowStore(RECALLS, WINDOW.plus(SLOT), SLOT, false),
                                Serdes.Bytes(),
                                Smile.of(Recalled.class))
                        .withLoggingEnabled(Changelogs.SETTINGS),
                Stores.windowStoreBuilder(
                                Stores.inMemoryWindowStore(REACTIONS, WINDOW.plus(SLOT), SLOT, false),
                                Serdes.Bytes(),
                                Smile.of(Reacted.class))
                        .withLoggingEnabled(Changelogs.SETTINGS));
    }

    /// A conversation's state; null before it is created.
    @Nullable
    Conversation find(ConversationId conversation) {
        return conversations.get(conversation);
    }

    /// What a decision at `time` may look up of `conversation`, whose state is `present`.
    Ledger ledger(ConversationId conversation, @Nullable Conversation present, long time) {
        return new Ledger() {
            @Override
            public @Nullable Conversation conversation() {
                return present;
            }

            @Override
            public @Nullable Member member(UserId user) {
                return members.get(memberKey(conversation, user));
            }

            @Override
            public @Nullable Sent sent(UserId sender, String clientId) {
                return within(time, sent, sentKey(conversation, sender, clientId), Sent::at);
            }

            @Override
            public @Nullable Recalled recalled(long seq) {
                return within(time, recalls, recallKey(conversation, seq), Recalled::at);
            }

            @Override
            public @Nullable Reacted reacted(long seq, UserId user, String emoji) {
                return within(time, reactions, reactionKey(conversation, seq, user, emoji), Reacted::at);
            }
        };
    }

    private static <T> @Nullable T within(long time, WindowStore<Bytes, T> store, Bytes key, ToLongFunction<T> at) {
        // An entry's time may be ahead of the log's, never the other way round.
        long last = slot(time) + SLOT.toMillis();
        for (long slot = last; slot >= slot(time - WINDOW.toMillis()); slot -= SLOT.toMillis()) {
            T found = store.fetch(key, slot);
            if (found != null && at.applyAsLong(found) >= time - WINDOW.toMillis()) {
                return found;
            }
        }
        return null;
    }

    /// Replaces a conversation's state by one that no event led to.
    void put(Conversation conversation) {
        conversations.put(conversation.id(), conversation);
    }

    /// Changes the state as `event` says; `after` is the conversation after it.
    void apply(Event event, Conversation after) {
        put(after);
        for (MembershipChange change : event.memberships()) {
            Bytes key = memberKey(event.conversation(), change.user());
            members.put(key, Member.after(members.get(key), change, event.seq()));
        }
        switch (event) {
            case Event.MemberMuted muted -> change(event, muted.user(), member -> member.after(muted));
            case Event.MemberRenamed renamed -> change(event, renamed.user(), member -> member.after(renamed));
            case Event _ -> {}
        }
        remember(event);
        if (event instanceof Event.Dissolved) {
            members(event.conversation()).forEach(user -> members.put(memberKey(event.conversation(), user), null));
        }
    }

    private void change(Event event, UserId user, UnaryOperator<Member> change) {
        Bytes key = memberKey(event.conversation(), user);
        members.put(key, change.apply(requireNonNull(members.get(key), "only a member is changed")));
    }

    /// What tells a retry from something new.
    private void remember(Event event) {
        ConversationId conversation = event.conversation();
        long slot = slot(event.at());
        switch (event) {
            case Event.MessageSent message ->
                sent.put(sentKey(conversation, message.actor(), message.clientId()), Sent.of(message), slot);
            case Event.MessageEdited edit ->
                sent.put(sentKey(conversation, edit.actor(), edit.clientId()), Sent.of(edit), slot);
            case Event.MessageRecalled recall ->
                recalls.put(
                        recallKey(conversation, recall.target().seq()), new Recalled(recall.seq(), recall.at()), slot);
            case Event.MessageReacted reaction ->
                reactions.put(
                        reactionKey(conversation, reaction.target().seq(), reaction.actor(), reaction.emoji()),
                        new Reacted(reaction.seq(), reaction.at(), reaction.on()),
                        slot);
            case Event _ -> {}
        }
    }

    boolean isMember(ConversationId conversation, UserId user) {
        return members.get(memberKey(conversation, user)) != null;
    }

    /// Whether there is no conversation at all.
    boolean isEmpty() {
        try (KeyValueIterator<ConversationId, Conversation> all =
                conversations.store().all()) {
            return !all.hasNext();
        }
    }

    /// Everybody in `conversation`.
    List<UserId> members(ConversationId conversation) {
        List<UserId> found = new ArrayList<>();
        Bytes prefix = Bytes.wrap(Keys.of(conversation.value()));
        try (KeyValueIterator<Bytes, Member> all =
                members.store().prefixScan(prefix, Serdes.Bytes().serializer())) {
            while (all.hasNext()) {
                KeyValue<Bytes, Member> next = all.next();
                found.add(new UserId(Keys.second(next.key.get())));
            }
        }
        return List.copyOf(found);
    }

    /// When the half hour of `time` began, both in milliseconds since 1970.
    static long slot(long time) {
        return time - Math.floorMod(time, SLOT.toMillis());
    }

    private static Bytes memberKey(ConversationId conversation, UserId user) {
        return Bytes.wrap(Keys.of(conversation.value(), user.value()));
    }

    private static Bytes recallKey(ConversationId conversation, long seq) {
        return Bytes.wrap(Keys.of(conversation.value(), seq));
    }

    private static Bytes reactionKey(ConversationId conversation, long seq, UserId user, String emoji) {
        byte[] symbol = emoji.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(3 * Long.BYTES + symbol.length)
                .putLong(conversation.value())
                .putLong(seq)
                .putLong(user.value())
                .put(symbol)
                .array());
    }

    static Bytes sentKey(ConversationId conversation, UserId sender, String clientId) {
        byte[] id = clientId.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES + id.length)
                .putLong(conversation.value())
                .putLong(sender.value())
                .put(id)
                .array());
    }
}
