package io.hongyan.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Writes batches to PostgreSQL: rows and offsets in one transaction, so that both are there or neither is.
///
/// The transaction first locks the offsets and compares them with those that the batch starts from, so that somebody
/// who lost a partition without knowing can't write. Every method throws [StorageException] while PostgreSQL can't be
/// used. Used by one thread.
final class Storage {

    /// How long a call to PostgreSQL may take before it counts as lost.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// SQL's classes of errors that lie in the data: wrong values, broken constraints, limits of a row.
    private static final List<String> DATA_ERRORS = List.of("22", "23", "54");

    /// A writer that stops in the middle, with the offsets locked, is thrown out.
    private static final String BE_QUICK = "SET LOCAL idle_in_transaction_session_timeout = '10s'";

    private final Jdbi jdbi;
    private final Months months;

    Storage(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.months = new Months(jdbi, clock);
    }

    /// What became of a batch.
    sealed interface Outcome {

        /// It is there; `rows` were new or changed.
        record Stored(int rows) implements Outcome {}

        /// The offsets aren't where the batch starts, so somebody else has moved them; nothing was written.
        record Fenced() implements Outcome {}

        /// PostgreSQL takes one of the records for wrong; nothing was written.
        record Refused(String reason) implements Outcome {}
    }

    /// The stored offsets of `partitions`; 0 for those of which nothing is stored yet.
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions) {
        try {
            return transaction(handle -> {
                handle.createUpdate("""
                                INSERT INTO projection (topic, partition, next_offset, command_offset)
                                SELECT topic, partition, 0, -1
                                FROM unnest(:topics, :partitions) AS row (topic, partition)
                                ON CONFLICT DO NOTHING
                                """)
                        .bindArray("topics", String.class, topics(partitions))
                        .bindArray("partitions", Integer.class, numbers(partitions))
                        .execute();
                return locked(handle, partitions);
            });
        } catch (SQLException | JdbiException e) {
            throw new StorageException(e);
        }
    }

    /// Writes a batch. Where the connection is lost while committing, it may be there although this throws; the next
    /// try then says [Outcome.Fenced].
    Outcome store(Batch batch) {
        Outcome outcome = attempt(batch);
        if (outcome instanceof Outcome.Refused) {
            months.forget();
            outcome = attempt(batch);
        }
        return outcome;
    }

    private Outcome attempt(Batch batch) {
        Rows rows = Rows.of(batch.items());
        try {
            months.ensure(rows);
            return transaction(handle -> write(handle, batch, rows));
        } catch (SQLException | JdbiException e) {
            return dataError(e).<Outcome>map(Outcome.Refused::new).orElseThrow(() -> new StorageException(e));
        }
    }

    private static Outcome write(Handle handle, Batch batch, Rows rows) throws SQLException {
        Map<TopicPartition, Long> stored = locked(handle, batch.moves().keySet());
        boolean ours = batch.moves().entrySet().stream()
                .allMatch(move -> Long.valueOf(move.getValue().from()).equals(stored.get(move.getKey())));
        if (!ours) {
            return new Outcome.Fenced();
        }
        int written = Tables.write(handle.getConnection(), rows);
        Tables.move(handle.getConnection(), batch);
        return new Outcome.Stored(written);
    }

    /// Locks the offsets of `partitions` until the transaction ends, always in the same order.
    private static Map<TopicPartition, Long> locked(Handle handle, Collection<TopicPartition> partitions) {
        return handle
                .createQuery("""
                        SELECT topic, partition, next_offset
                        FROM projection
                        WHERE (topic, partition) IN (SELECT * FROM unnest(:topics, :partitions))
                        ORDER BY topic, partition
                        FOR UPDATE
                        """)
                .bindArray("topics", String.class, topics(partitions))
                .bindArray("partitions", Integer.class, numbers(partitions))
                .map((row, _) -> Map.entry(
                        new TopicPartition(row.getString("topic"), row.getInt("partition")),
                        row.getLong("next_offset")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).toList();
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    private <T> T transaction(Work<T> work) throws SQLException {
        try (Handle handle = jdbi.open()) {
            Connection connection = handle.getConnection();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
            T result = handle.inTransaction(inside -> {
                inside.execute(BE_QUICK);
                return work.in(inside);
            });
            connection.setNetworkTimeout(Runnable::run, 0);
            return result;
        }
    }

    private interface Work<T> {

        T in(Handle handle) throws SQLException;
    }

    /// What PostgreSQL says is wrong with the data; empty where it isn't the data.
    static Optional<String> dataError(Exception failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return DATA_ERRORS.stream().anyMatch(state::startsWith)
                        ? Optional.of(String.valueOf(sql.getMessage()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
