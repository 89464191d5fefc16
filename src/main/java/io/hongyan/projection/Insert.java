package io.hongyan.projection;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A statement that takes any number of rows at once: each column is an array, and `unnest` makes rows of them.
///
/// One statement has the same text, and so the same plan, for one row and for thousands. Immutable.
final class Insert<T> {

    private final String sql;
    private final List<Column<T>> columns;

    private Insert(String sql, List<Column<T>> columns) {
        this.sql = sql;
        this.columns = columns;
    }

    /// A statement with an array parameter for each column that is added to it, in order.
    static <T> Insert<T> of(String sql) {
        return new Insert<>(sql, List.of());
    }

    Insert<T> bigint(Function<T, @Nullable Long> value) {
        return with("bigint", value::apply);
    }

    Insert<T> integer(Function<T, @Nullable Integer> value) {
        return with("integer", value::apply);
    }

    Insert<T> text(Function<T, @Nullable String> value) {
        return with("text", value::apply);
    }

    Insert<T> bool(Function<T, Boolean> value) {
        return with("boolean", value::apply);
    }

    Insert<T> bytea(Function<T, byte @Nullable []> value) {
        return with("bytea", value::apply);
    }

    private Insert<T> with(String type, Function<T, @Nullable Object> value) {
        List<Column<T>> extended = new ArrayList<>(columns);
        extended.add(new Column<>(type, value));
        return new Insert<>(sql, extended);
    }

    /// Writes `rows`, and tells how many of them changed something.
    int execute(Connection connection, Collection<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Column<T> column : columns) {
                statement.setArray(parameter++, column.array(connection, rows));
            }
            return statement.executeUpdate();
        }
    }

    private record Column<T>(String type, Function<T, @Nullable Object> value) {

        Array array(Connection connection, Collection<T> rows) throws SQLException {
            return connection.createArrayOf(
                    type, rows.stream().map(value).toArray(type.equals("bytea") ? byte[][]::new : Object[]::new));
        }
    }
}
