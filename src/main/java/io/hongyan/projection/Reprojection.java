package io.hongyan.projection;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Writes to PostgreSQL once more what the log says, beside the projector and without moving its offsets: rows that
/// are missing, and those that aren't as the log has them. Nothing is deleted, and no newer row is written over.
/// Used by one thread.
public final class Reprojection {

    private final Jdbi jdbi;
    private final Months months;

    public Reprojection(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.months = new Months(jdbi, clock);
    }

    /// Writes what these records of `events` and `summaries` say.
    public void write(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<Item> items = new ArrayList<>();
        records.forEach(record -> Decoder.decode(record).ifPresent(items::add));
        writeItems(items);
    }

    /// What PostgreSQL refuses becomes a dead letter, as the projector does it.
    private void writeItems(List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        try {
            write(Rows.of(items));
        } catch (SQLException | JdbiException e) {
            Optional<String> refusal = Storage.dataError(e);
            if (refusal.isEmpty() || items.getFirst().refusal() != null) {
                throw new StorageException(e);
            }
            if (items.size() == 1) {
                writeItems(List.of(items.getFirst().refused(refusal.get())));
            } else {
                writeItems(items.subList(0, items.size() / 2));
                writeItems(items.subList(items.size() / 2, items.size()));
            }
        }
    }

    /// Writes what these people are to conversations, and made of them.
    public void writeMembers(List<Membership> members) {
        try {
            write(Rows.ofMembers(members));
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    private void write(Rows rows) throws SQLException {
        months.ensure(rows);
        jdbi.useTransaction(handle -> Tables.rewrite(handle.getConnection(), rows));
    }

    /// Writes where each conversation stands, and where its months begin, by the entries that are there: also of those
    /// that Kafka doesn't keep any more.
    public void writeHeads() {
        jdbi.useTransaction(handle -> {
            handle.execute("""
                    INSERT INTO head AS known (conversation, seq, ordinal, at, message_seq, message_at)
                    SELECT conversation, last.seq, last.ordinal, last.at, coalesce(message.seq, 0), message.at
                    FROM (
                        SELECT DISTINCT ON (conversation) conversation, seq, ordinal, at
                        FROM entry
                        ORDER BY conversation, seq DESC) AS last
                    LEFT JOIN (
                        SELECT DISTINCT ON (conversation) conversation, seq, at
                        FROM entry
                        WHERE type = 'message'
                        ORDER BY conversation, seq DESC) AS message USING (conversation)
                    ON CONFLICT (conversation) DO UPDATE
                    SET seq = excluded.seq, ordinal = excluded.ordinal, at = excluded.at,
                        message_seq = excluded.message_seq, message_at = excluded.message_at
                    WHERE known.seq < excluded.seq
                        OR (known.seq = excluded.seq AND known.message_seq < excluded.message_seq)
                    """);
            handle.execute("""
                    INSERT INTO entry_month AS known (conversation, starts, ends, first_seq)
                    SELECT conversation, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC',
                        min(seq)
                    FROM (SELECT conversation, seq, date_trunc('month', at AT TIME ZONE 'UTC') AS month FROM entry) AS e
                    GROUP BY conversation, month
                    ON CONFLICT (conversation, starts) DO UPDATE
                    SET first_seq = excluded.first_seq
                    WHERE known.first_seq > excluded.first_seq
                    """);
        });
    }
}
