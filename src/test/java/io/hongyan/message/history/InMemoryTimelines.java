package io.hongyan.message.history;

import io.hongyan.message.Entry;
import io.hongyan.message.operation.Changes;
import io.hongyan.message.operation.Revision;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Recalled;
import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;

/// The timelines as maps; they can go away, as PostgreSQL can.
final class InMemoryTimelines implements StoredTimelines {

    private static final OffsetDateTime MONTH = OffsetDateTime.of(2026, 11, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Map<ConversationId, TreeMap<Long, Entry>> entries = new HashMap<>();
    private final Map<Long, Recalled> recalls = new HashMap<>();
    private final Map<Long, Changes> changes = new HashMap<>();
    private boolean down;

    void store(Event event) {
        if (event instanceof Event.MessageRecalled recall) {
            recalls.put(recall.target().seq(), new Recalled(recall.seq(), recall.at()));
        }
        if (event instanceof Event.Operation operation) {
            changes.computeIfAbsent(operation.target().seq(), _ -> new Changes())
                    .add(operation);
        }
        entries.computeIfAbsent(event.conversation(), _ -> new TreeMap<>()).put(event.seq(), Entry.of(event));
    }

    void goDown() {
        down = true;
    }

    void comeBack() {
        down = false;
    }

    @Override
    public Months months(ConversationId conversation, long from, long to) {
        return new Months(MONTH, MONTH.plusMonths(1));
    }

    @Override
    public List<Entry> range(
            ConversationId conversation, long from, long to, OffsetDateTime starts, OffsetDateTime ends) {
        return new ArrayList<>(of(conversation).subMap(from, true, to, true).values());
    }

    @Override
    public List<byte[]> refused(ConversationId conversation, long from, long to) {
        return List.of();
    }

    @Override
    public Optional<Long> head(ConversationId conversation) {
        TreeMap<Long, Entry> stored = of(conversation);
        return stored.isEmpty() ? Optional.empty() : Optional.of(stored.lastKey());
    }

    @Override
    public List<Entry> at(List<ConversationId> conversations, List<Long> seqs) {
        return Stream.iterate(0, i -> i < seqs.size(), i -> i + 1)
                .map(i -> of(conversations.get(i)).get(seqs.get(i)))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<Entry> sent(ConversationId conversation, UserId sender, String clientId) {
        return of(conversation).values().stream()
                .filter(entry -> entry.sender().equals(sender) && clientId.equals(entry.clientId()))
                .toList();
    }

    @Override
    public List<Revision> edits(ConversationId conversation, long message, int limit) {
        return changes.getOrDefault(message, new Changes()).edits().reversed();
    }

    @Override
    public Optional<Reacted> reaction(ConversationId conversation, long message, String emoji, UserId user) {
        return Optional.ofNullable(
                changes.getOrDefault(message, new Changes()).reactions().get(new Changes.Reaction(emoji, user)));
    }

    /// Only what is stored: how both are brought together is the query's, and tested against PostgreSQL.
    @Override
    public List<StoredReactions> reactions(
            ConversationId conversation,
            long from,
            long to,
            List<Long> targets,
            List<String> emojis,
            List<UserId> users,
            List<Long> seqs,
            List<Boolean> ons) {
        return changes.entrySet().stream()
                .filter(change -> change.getKey() >= from && change.getKey() <= to)
                .flatMap(change -> change.getValue().present().reactions().stream()
                        .map(sum -> new StoredReactions(change.getKey(), sum)))
                .toList();
    }

    private TreeMap<Long, Entry> of(ConversationId conversation) {
        if (down) {
            throw new ConnectionException(new SQLException("down", "08001"));
        }
        return entries.getOrDefault(conversation, new TreeMap<>());
    }

    @Override
    public Optional<Recalled> recalled(ConversationId conversation, long seq) {
        return of(conversation).containsKey(seq) ? Optional.ofNullable(recalls.get(seq)) : Optional.empty();
    }
}
