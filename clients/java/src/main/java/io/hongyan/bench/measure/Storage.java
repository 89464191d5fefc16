package io.hongyan.bench.measure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/// How much the engines of a data folder have stored, as each of them counts it: the bytes in Kafka's log, those that
/// PostgreSQL has written ahead, and those that Redis has in memory.
final class Storage {

    private static final String WRITTEN_AHEAD = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

    private final DataFolder folder;

    Storage(DataFolder folder) {
        this.folder = folder;
    }

    /// By engine.
    Map<String, Long> bytes() {
        try {
            return Map.of("kafka", kafka(), "postgresql", postgresql(), "redis", redis());
        } catch (IOException e) {
            throw new UncheckedIOException("What is stored can't be seen: " + e.getMessage(), e);
        }
    }

    /// Of all partitions, without their indexes. A file that goes meanwhile counts nothing.
    private long kafka() {
        return files(folder.root().resolve("kafka").resolve("log").toFile())
                .flatMap(Storage::files)
                .filter(file -> file.getName().endsWith(".log"))
                .mapToLong(File::length)
                .sum();
    }

    private static Stream<File> files(File directory) {
        return Stream.ofNullable(directory.listFiles()).flatMap(Arrays::stream);
    }

    private long postgresql() throws IOException {
        try (Connection connection = folder.postgresql();
                Statement statement = connection.createStatement();
                ResultSet written = statement.executeQuery(WRITTEN_AHEAD)) {
            written.next();
            return written.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private long redis() throws IOException {
        try (Inboxes inboxes = Inboxes.open(folder)) {
            return inboxes.usedMemory();
        }
    }
}
