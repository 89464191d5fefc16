package io.hongyan.message.history;

import io.hongyan.message.Entry;
import io.hongyan.message.EntryType;
import io.hongyan.message.operation.Revision;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// A row of the table `entry`. Public for Jdbi, which makes it.
public final class EntryMapper implements RowMapper<Entry> {

    @Override
    public Entry map(ResultSet row, StatementContext context) throws SQLException {
        Long messageId = nullable(row, "message_id");
        return new Entry(
                new ConversationId(row.getLong("conversation")),
                row.getLong("seq"),
                row.getLong("ordinal"),
                row.getObject("at", OffsetDateTime.class).toInstant().toEpochMilli(),
                EntryType.valueOfWire(row.getString("type")),
                new UserId(row.getLong("sender")),
                messageId == null ? null : new MessageId(messageId),
                row.getString("client_id"),
                row.getString("kind"),
                row.getString("body"),
                nullable(row, "reply_to"),
                Entry.mentions(row.getString("mentions")),
                nullable(row, "target"),
                nullable(row, "recalled_by") != null,
                revision(row));
    }

    private static @Nullable Revision revision(ResultSet row) throws SQLException {
        Long seq = nullable(row, "edited_by");
        return seq == null
                ? null
                : new Revision(
                        seq,
                        row.getObject("edited_at", OffsetDateTime.class)
                                .toInstant()
                                .toEpochMilli(),
                        row.getString("edited_body"));
    }

    private static @Nullable Long nullable(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
