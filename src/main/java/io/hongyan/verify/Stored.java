package io.hongyan.verify;

import io.hongyan.message.Entry;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Recorded;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// What PostgreSQL says of some users: one moment of it.
final class Stored {

    /// A row of `member`.
    record Member(
            ConversationId conversation,
            long position,
            long joinedSeq,
            boolean left,
            long readSeq,
            boolean muted,
            boolean pinned,
            boolean markedUnread) {}

    private final Map<UserId, Map<ConversationId, Member>> members = new HashMap<>();
    private final Map<ConversationId, Timeline> timelines = new HashMap<>();

    private Stored() {}

    /// Everybody who is in a conversation.
    static Set<UserId> users(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT DISTINCT account FROM member WHERE NOT has_left")
                .mapTo(Long.class)
                .map(UserId::new)
                .set());
    }

    /// The rows of `users`, and of these conversations what follows the entry that is given with each.
    static Stored of(Jdbi jdbi, Collection<UserId> users, Map<ConversationId, Long> floors) {
        Stored stored = new Stored();
        // One snapshot, so that rows and entries fit together.
        jdbi.useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            stored.readMembers(handle, users);
            stored.readTimelines(handle, floors);
        });
        return stored;
    }

    private void readMembers(Handle handle, Collection<UserId> users) {
        handle.createQuery("""
                        SELECT account, conversation, position, joined_seq, has_left, read_seq, muted, pinned,
                            marked_unread
                        FROM member
                        WHERE account = ANY (:users)
                        """)
                .bindArray(
                        "users", Long.class, users.stream().map(UserId::value).toList())
                .map((row, _) -> {
                    ConversationId conversation = new ConversationId(row.getLong("conversation"));
                    Member member = new Member(
                            conversation,
                            row.getLong("position"),
                            row.getLong("joined_seq"),
                            row.getBoolean("has_left"),
                            row.getLong("read_seq"),
                            row.getBoolean("muted"),
                            row.getBoolean("pinned"),
                            row.getBoolean("marked_unread"));
                    return members.computeIfAbsent(new UserId(row.getLong("account")), _ -> new HashMap<>())
                            .put(conversation, member);
                })
                .forEach(_ -> {});
    }

    private void readTimelines(Handle handle, Map<ConversationId, Long> floors) {
        List<ConversationId> conversations = List.copyOf(floors.keySet());
        conversations.forEach(
                conversation -> timelines.put(conversation, new Timeline(floors.getOrDefault(conversation, 0L) + 1)));
        List<Long> ids = conversations.stream().map(ConversationId::value).toList();
        List<Long> above = conversations.stream()
                .map(conversation -> floors.getOrDefault(conversation, 0L))
                .toList();
        handle.createQuery("""
                        SELECT entry.conversation, entry.seq, sender, mentions, recalled_by
                        FROM unnest(:ids, :above) AS wanted (conversation, above)
                        JOIN entry ON entry.conversation = wanted.conversation AND entry.seq > wanted.above
                        WHERE type = 'message'
                        ORDER BY entry.conversation, entry.seq
                        """)
                .bindArray("ids", Long.class, ids)
                .bindArray("above", Long.class, above)
                .map((row, _) -> {
                    Timeline timeline = timeline(new ConversationId(row.getLong("conversation")));
                    timeline.message(
                            row.getLong("seq"),
                            new UserId(row.getLong("sender")),
                            Entry.mentions(row.getString("mentions")));
                    long recalledBy = row.getLong("recalled_by");
                    if (recalledBy > 0) {
                        timeline.recalled(row.getLong("seq"), recalledBy);
                    }
                    return timeline;
                })
                .forEach(_ -> {});
        handle.createQuery("SELECT value FROM dead_letter WHERE conversation = ANY (:ids) ORDER BY seq")
                .bindArray("ids", Long.class, ids)
                .mapTo(byte[].class)
                .forEach(value -> refused(Topics.EVENTS.values().decode(value), floors));
        handle.createQuery("SELECT conversation, seq FROM head WHERE conversation = ANY (:ids)")
                .bindArray("ids", Long.class, ids)
                .map((row, _) -> Map.entry(new ConversationId(row.getLong(1)), row.getLong(2)))
                .forEach(head -> timeline(head.getKey()).reaches(head.getValue()));
    }

    /// An entry that PostgreSQL refused as a row is history all the same.
    private void refused(Recorded recorded, Map<ConversationId, Long> floors) {
        Timeline timeline = timeline(recorded.conversation());
        long above = floors.getOrDefault(recorded.conversation(), 0L);
        if (recorded instanceof Event event) {
            timeline.reaches(event.seq());
        }
        if (recorded instanceof Event.MessageSent message && message.seq() > above) {
            timeline.message(message.seq(), message.actor(), message.content().mentions());
        }
        if (recorded instanceof Event.MessageRecalled recall && recall.target().seq() > above) {
            timeline.recalled(recall.target().seq(), recall.seq());
        }
    }

    Map<ConversationId, Member> members(UserId user) {
        return members.getOrDefault(user, Map.of());
    }

    Timeline timeline(ConversationId conversation) {
        return timelines.getOrDefault(conversation, new Timeline(1));
    }
}
