package io.hongyan.message.history;

import io.hongyan.message.operation.ReactionSum;
import io.hongyan.streams.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// The reactions with one emoji to the message `target`.
public record StoredReactions(long target, ReactionSum sum) {

    /// Public for Jdbi, which makes it.
    public static final class Mapper implements RowMapper<StoredReactions> {

        @Override
        public StoredReactions map(ResultSet row, StatementContext context) throws SQLException {
            Long[] users = (Long[]) row.getArray("users").getArray();
            return new StoredReactions(
                    row.getLong("target"),
                    new ReactionSum(
                            row.getString("emoji"),
                            row.getInt("count"),
                            Stream.of(users).map(UserId::new).toList()));
        }
    }
}
