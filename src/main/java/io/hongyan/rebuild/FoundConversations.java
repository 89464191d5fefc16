package io.hongyan.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Json;
import io.hongyan.message.Entry;
import io.hongyan.rebuild.FoundConversation.Head;
import io.hongyan.rebuild.FoundConversation.MemberRow;
import io.hongyan.rebuild.FoundConversation.MessageRow;
import io.hongyan.rebuild.FoundConversation.Row;
import io.hongyan.rebuild.FoundConversation.Turn;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.group.Adding;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.conversation.group.Joining;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/// Reads conversations from PostgreSQL, one after the other by id.
final class FoundConversations {

    private static final ObjectMapper JSON = Json.mapper();
    private static final String DISSOLVED = "dissolved";

    private final Jdbi jdbi;

    FoundConversations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// How many there are after `after`.
    long count(long after) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM head WHERE conversation > :after")
                .bind("after", after)
                .mapTo(Long.class)
                .one());
    }

    /// The first conversation after `after`; empty where there is none.
    Optional<FoundConversation> after(long after) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT conversation, seq, ordinal, at, message_seq, coalesce(message_at, at) AS message_at
                        FROM head
                        WHERE conversation > :after
                        ORDER BY conversation
                        LIMIT 1
                        """)
                .bind("after", after)
                .map((head, _) -> found(
                        handle,
                        head.getLong("conversation"),
                        new Head(
                                head.getLong("seq"),
                                head.getLong("ordinal"),
                                millis(head, "at"),
                                head.getLong("message_seq"),
                                millis(head, "message_at"))))
                .findFirst());
    }

    private static FoundConversation found(Handle handle, long id, Head stored) {
        List<Event> refused = refused(handle, id);
        Head head = head(stored, refused);
        List<MemberRow> members = members(handle, id);
        List<Turn> turns = turns(handle, id, head.seq());
        List<MessageRow> messages = messages(handle, id, floor(members, turns), head.seq());
        refused.forEach(event -> {
            if (event instanceof Event.MessageSent message) {
                messages.add(new MessageRow(
                        message.seq(),
                        message.ordinal(),
                        message.actor(),
                        message.content().mentions(),
                        false));
            }
        });
        return new FoundConversation(
                new ConversationId(id),
                head,
                row(handle, id),
                isDirect(handle, id),
                members,
                turns,
                isDissolved(handle, id),
                messages);
    }

    /// The entries that PostgreSQL refused as rows, ascending.
    private static List<Event> refused(Handle handle, long id) {
        return handle.createQuery("SELECT value FROM dead_letter WHERE conversation = :id ORDER BY seq")
                .bind("id", id)
                .mapTo(byte[].class)
                .map(Topics.EVENTS.values()::decode)
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .list();
    }

    private static Head head(Head stored, List<Event> refused) {
        Head head = stored;
        for (Event event : refused) {
            boolean message = event instanceof Event.MessageSent && event.seq() > head.messageSeq();
            boolean last = event.seq() > head.seq();
            head = new Head(
                    last ? event.seq() : head.seq(),
                    last ? event.ordinal() : head.ordinal(),
                    last ? event.at() : head.at(),
                    message ? event.seq() : head.messageSeq(),
                    message ? event.at() : head.messageAt());
        }
        return head;
    }

    private static @Nullable Row row(Handle handle, long id) {
        return handle.createQuery("""
                        SELECT seq, kind, title, owner, first_peer, second_peer, history, dissolved, pinned, notice,
                            adding, silenced, max_members, joining
                        FROM conversation
                        WHERE id = :id
                        """)
                .bind("id", id)
                .map((row, _) -> new Row(
                        row.getLong("seq"),
                        ConversationKind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        user(row, "owner"),
                        Stream.of("first_peer", "second_peer")
                                .map(peer -> Optional.ofNullable(quiet(row, peer)))
                                .flatMap(Optional::stream)
                                .toList(),
                        History.valueOf(row.getString("history")),
                        row.getBoolean(DISSOLVED),
                        Pattern.compile(",")
                                .splitAsStream(requireNonNullElse(row.getString("pinned"), ""))
                                .filter(seq -> !seq.isEmpty())
                                .map(Long::valueOf)
                                .toList(),
                        rules(row)))
                .findFirst()
                .orElse(null);
    }

    /// Rows of before groups had rules have none.
    private static GroupRules rules(ResultSet row) throws SQLException {
        String adding = row.getString("adding");
        String joining = row.getString("joining");
        int maxMembers = row.getInt("max_members");
        boolean limited = !row.wasNull();
        return new GroupRules(
                row.getString("notice"),
                adding == null ? GroupRules.FIRST.adding() : Adding.valueOf(adding),
                row.getBoolean("silenced"),
                limited ? maxMembers : null,
                joining == null ? GroupRules.FIRST.joining() : Joining.valueOf(joining));
    }

    private static @Nullable UserId quiet(ResultSet row, String column) {
        try {
            return user(row, column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable UserId user(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? null : new UserId(id);
    }

    private static boolean isDirect(Handle handle, long id) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM direct_conversation WHERE conversation = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static List<MemberRow> members(Handle handle, long id) {
        return handle.createQuery("""
                        SELECT account, role, joined_seq, has_left, read_seq, read_ordinal, muted, pinned, hidden,
                            marked_unread
                        FROM member
                        WHERE conversation = :id
                        """)
                .bind("id", id)
                .map((row, _) -> new MemberRow(
                        new UserId(row.getLong("account")),
                        Role.valueOf(row.getString("role")),
                        row.getLong("joined_seq"),
                        row.getBoolean("has_left"),
                        row.getLong("read_seq"),
                        row.getLong("read_ordinal"),
                        row.getBoolean("muted"),
                        row.getBoolean("pinned"),
                        row.getBoolean("hidden"),
                        row.getBoolean("marked_unread")))
                .list();
    }

    private static List<Turn> turns(Handle handle, long id, long head) {
        return handle.createQuery("""
                        SELECT seq, ordinal, at, sender, body
                        FROM entry
                        WHERE conversation = :id AND type = 'member' AND seq <= :head
                        ORDER BY seq
                        """)
                .bind("id", id)
                .bind("head", head)
                .map((row, _) -> {
                    JsonNode body = json(row.getString("body"));
                    List<UserId> users = new ArrayList<>();
                    body.path("userIds").forEach(user -> users.add(UserId.valueOf(user.asText())));
                    String role = body.path("role").asText(null);
                    return new Turn(
                            row.getLong("seq"),
                            row.getLong("ordinal"),
                            millis(row, "at"),
                            new UserId(row.getLong("sender")),
                            body.path("action").asText(),
                            users,
                            role == null ? null : Role.valueOf(role.toUpperCase(Locale.ROOT)),
                            body.has("until")
                                    ? Instant.parse(body.get("until").asText()).toEpochMilli()
                                    : 0,
                            body.path("nickname").asText(null));
                })
                .list();
    }

    private static boolean isDissolved(Handle handle, long id) {
        return handle
                .createQuery("SELECT body FROM entry WHERE conversation = :id AND type = 'settings'")
                .bind("id", id)
                .mapTo(String.class)
                .stream()
                .anyMatch(body -> json(body).path(DISSOLVED).asBoolean());
    }

    /// Up to which message everybody has read, also those of whom only an entry tells.
    private static long floor(List<MemberRow> members, List<Turn> turns) {
        Map<UserId, Turn> last = new HashMap<>();
        turns.stream()
                .filter(turn -> !turn.action().equals("role"))
                .forEach(turn -> turn.users().forEach(user -> last.put(user, turn)));
        members.stream()
                .filter(row -> !row.left())
                .filter(row ->
                        last.containsKey(row.user()) && last.get(row.user()).seq() <= row.joinedSeq())
                .forEach(row -> last.remove(row.user()));
        long byEntries = last.values().stream()
                .filter(turn -> !turn.action().equals("left") && !turn.action().equals("removed"))
                .mapToLong(Turn::ordinal)
                .min()
                .orElse(Long.MAX_VALUE);
        return members.stream()
                .filter(row -> !row.left())
                .mapToLong(MemberRow::readOrdinal)
                .reduce(byEntries, Math::min);
    }

    private static List<MessageRow> messages(Handle handle, long id, long above, long head) {
        return handle.createQuery("""
                        SELECT seq, ordinal, sender, mentions, recalled_by
                        FROM entry
                        WHERE conversation = :id AND type = 'message' AND ordinal > :above AND seq <= :head
                        ORDER BY seq
                        """)
                .bind("id", id)
                .bind("above", above)
                .bind("head", head)
                .map((row, _) -> new MessageRow(
                        row.getLong("seq"),
                        row.getLong("ordinal"),
                        new UserId(row.getLong("sender")),
                        Entry.mentions(row.getString("mentions")),
                        row.getLong("recalled_by") > 0))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long millis(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
    }
}
