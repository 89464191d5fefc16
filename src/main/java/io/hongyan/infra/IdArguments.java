package io.hongyan.infra;

import io.hongyan.streams.id.CommentId;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.mapper.ColumnMapper;

/// Teaches Jdbi our ids, which are `bigint` in PostgreSQL.
public final class IdArguments {

    private IdArguments() {}

    public static void install(Jdbi jdbi) {
        id(jdbi, UserId.class, UserId::value, UserId::new);
        id(jdbi, ConversationId.class, ConversationId::value, ConversationId::new);
        id(jdbi, MessageId.class, MessageId::value, MessageId::new);
        id(jdbi, DeviceId.class, DeviceId::value, DeviceId::new);
        id(jdbi, MediaId.class, MediaId::value, MediaId::new);
        id(jdbi, PostId.class, PostId::value, PostId::new);
        id(jdbi, CommentId.class, CommentId::value, CommentId::new);
    }

    private static <T> void id(Jdbi jdbi, Class<T> type, ToLongFunction<T> value, LongFunction<T> id) {
        jdbi.registerArgument((ArgumentFactory) (declared, bound, config) -> type.isInstance(bound)
                ? Optional.of((position, statement, context) ->
                        statement.setLong(position, value.applyAsLong(type.cast(bound))))
                : Optional.empty());
        jdbi.registerColumnMapper(type, (ColumnMapper<T>) (row, column, context) -> {
            long found = row.getLong(column);
            return row.wasNull() ? null : id.apply(found);
        });
        jdbi.registerArrayType(type, "bigint", value::applyAsLong);
    }
}
