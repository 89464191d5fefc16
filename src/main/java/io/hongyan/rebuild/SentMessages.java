package io.hongyan.rebuild;

import io.hongyan.message.Entry;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationChangelogs;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The messages of the last hour: a device that never heard of an answer sends them again, and is to get the same one.
final class SentMessages {

    private final Jdbi jdbi;
    private final Clock clock;

    SentMessages(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    void forEach(Consumer<Event.MessageSent> consumer) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT conversation, seq, ordinal, at, sender, message_id, client_id, kind, body, reply_to, mentions
                        FROM entry
                        WHERE type = 'message' AND at >= :since
                        """)
                .bind("since", clock.instant().minusMillis(ConversationChangelogs.WINDOW_MS))
                .map((row, _) -> message(row))
                .forEach(consumer));
    }

    private static Event.MessageSent message(ResultSet row) throws SQLException {
        long replyTo = row.getLong("reply_to");
        @Nullable Long reply = row.wasNull() ? null : replyTo;
        return new Event.MessageSent(
                new ConversationId(row.getLong("conversation")),
                row.getLong("seq"),
                row.getLong("ordinal"),
                row.getObject("at", OffsetDateTime.class).toInstant().toEpochMilli(),
                new UserId(row.getLong("sender")),
                new MessageId(row.getLong("message_id")),
                row.getString("client_id"),
                new Content(
                        row.getString("kind"),
                        row.getString("body"),
                        reply,
                        Entry.mentions(row.getString("mentions"))));
    }
}
