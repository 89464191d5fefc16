package io.hongyan.bench.ceiling;

import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Latency;
import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// How many rows like a message PostgreSQL takes from one connection in batches of 500, each committed and so synced to
/// the disk. In a table of its own, which goes afterwards.
final class PostgresqlCeiling {

    private static final int BATCH = 500;
    private static final int TEXT = 200;
    private static final int MICRO = 1_000;

    private static final String CREATE = """
            CREATE TABLE bench_ceiling (
                conversation bigint, seq bigint, sender bigint, body text, PRIMARY KEY (conversation, seq))""";
    private static final String INSERT = """
            INSERT INTO bench_ceiling
            SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
            ON CONFLICT DO NOTHING""";

    private PostgresqlCeiling() {}

    static Ceiling measure(DataFolder folder, Duration duration) throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:%d/hongyan".formatted(folder.port("postgresql"));
        try (Connection connection = DriverManager.getConnection(url, "hongyan", folder.credential("postgresql"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bench_ceiling");
            statement.execute(CREATE);
            try {
                return insert(connection, duration);
            } finally {
                statement.execute("DROP TABLE bench_ceiling");
            }
        } catch (SQLException e) {
            throw new ClientFailure("PostgreSQL refuses: " + e.getMessage());
        }
    }

    private static Ceiling insert(Connection connection, Duration duration) throws SQLException {
        Histogram micros = Latency.histogram();
        String[] texts = new String[BATCH];
        Arrays.fill(texts, "x".repeat(TEXT));
        Long[] conversations = new Long[BATCH];
        Long[] seqs = new Long[BATCH];
        long row = 0;
        long begin = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            while (System.nanoTime() - begin < duration.toNanos()) {
                for (int i = 0; i < BATCH; i++, row++) {
                    conversations[i] = row % 100;
                    seqs[i] = row / 100;
                }
                long sent = System.nanoTime();
                Array keys = connection.createArrayOf("bigint", conversations);
                insert.setArray(1, keys);
                insert.setArray(2, connection.createArrayOf("bigint", seqs));
                insert.setArray(3, keys);
                insert.setArray(4, connection.createArrayOf("text", texts));
                insert.executeUpdate();
                micros.recordValueWithCount((System.nanoTime() - sent) / MICRO, BATCH);
            }
        }
        return Ceiling.of("PostgreSQL rows, batches of 500", micros, begin);
    }
}
