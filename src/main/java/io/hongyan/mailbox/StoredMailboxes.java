package io.hongyan.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.SessionRebuild;
import io.hongyan.streams.mailbox.Total;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Mailboxes as PostgreSQL has them: behind the log, and without a version that could be compared. Thread-safe.
public final class StoredMailboxes {

    /// What isn't counted is looked up in so many messages at most.
    private static final int MAX_LOOKED_AT = 20_000;

    private static final String SESSIONS = """
            SELECT member.conversation, role, joined_seq, read_seq, read_ordinal, muted, pinned, hidden, marked_unread,
                head.seq, head.ordinal,
                CASE WHEN message_seq > joined_seq THEN message_seq ELSE 0 END AS message_seq,
                CASE WHEN message_seq > joined_seq THEN coalesce(message_at, at) ELSE at END AS at
            FROM member
            JOIN head USING (conversation)
            WHERE account = :user AND NOT has_left
            """;

    private static final String SPECIAL = """
            SELECT conversation, entry.seq, entry.ordinal,
                sender = :user OR recalled_by IS NOT NULL AS excluded,
                coalesce(mentions LIKE :me OR mentions LIKE '%"all"%', false) AS mentioned
            FROM member
            JOIN head USING (conversation)
            JOIN entry USING (conversation)
            WHERE account = :user AND NOT has_left AND head.ordinal > read_ordinal
                AND entry.seq > greatest(read_seq, joined_seq) AND type = 'message'
                AND (sender = :user OR recalled_by IS NOT NULL OR mentions IS NOT NULL)
            ORDER BY conversation, entry.seq
            LIMIT :limit
            """;

    private final Jdbi jdbi;

    public StoredMailboxes(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// That of `user`, as it was some time ago.
    Mailbox of(UserId user) {
        return jdbi.withHandle(handle -> {
            Map<ConversationId, SessionRebuild> sessions = sessions(handle, user);
            special(handle, user, sessions);
            List<MailboxLine> lines = sessions.entrySet().stream()
                    .map(entry ->
                            new MailboxLine(entry.getKey(), entry.getValue().session()))
                    .toList();
            Total total = new Total(
                    0,
                    lines.stream()
                            .mapToLong(line -> line.session().countedUnread())
                            .sum(),
                    lines.stream()
                            .mapToLong(line -> line.session().countedMentions())
                            .sum());
            return new CommittedMailbox(user, lines, total, _ -> null);
        });
    }

    private static Map<ConversationId, SessionRebuild> sessions(Handle handle, UserId user) {
        Map<ConversationId, SessionRebuild> sessions = new HashMap<>();
        handle.createQuery(SESSIONS)
                .bind("user", user.value())
                .map((row, _) -> Map.entry(new ConversationId(row.getLong("conversation")), session(row)))
                .forEach(entry -> sessions.put(entry.getKey(), entry.getValue()));
        return sessions;
    }

    private static SessionRebuild session(ResultSet row) throws SQLException {
        return new SessionRebuild(
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getLong("joined_seq"),
                new SessionRebuild.Point(row.getLong("seq"), row.getLong("ordinal")),
                row.getLong("message_seq"),
                row.getTimestamp("at").getTime(),
                new SessionRebuild.Point(row.getLong("read_seq"), row.getLong("read_ordinal")),
                new SessionRebuild.Own(
                        row.getBoolean("muted"),
                        row.getBoolean("pinned"),
                        row.getBoolean("hidden"),
                        row.getBoolean("marked_unread")));
    }

    private static void special(Handle handle, UserId user, Map<ConversationId, SessionRebuild> sessions) {
        handle.createQuery(SPECIAL)
                .bind("user", user.value())
                .bind("me", "%\"" + user + "\"%")
                .bind("limit", MAX_LOOKED_AT)
                .map((row, _) -> new Special(
                        new ConversationId(row.getLong("conversation")),
                        row.getLong("seq"),
                        row.getLong("ordinal"),
                        row.getBoolean("excluded"),
                        row.getBoolean("mentioned")))
                .forEach(special -> {
                    SessionRebuild session = sessions.get(special.conversation());
                    if (session != null && special.excluded()) {
                        session.exclude(special.ordinal());
                    } else if (session != null && special.mentioned()) {
                        session.mention(special.seq(), special.ordinal());
                    }
                });
    }

    private record Special(ConversationId conversation, long seq, long ordinal, boolean excluded, boolean mentioned) {}
}
