package io.hongyan.bench.feed;

import io.hongyan.bench.load.Faults;
import io.hongyan.bench.measure.DataFolder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Looks into PostgreSQL, past the server, for posts that aren't in all timelines yet: the server notes each until the
/// last follower has it. For one thread.
final class Notes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Connection connection;
    private final PreparedStatement open;

    private Notes(Connection connection, PreparedStatement open) {
        this.connection = connection;
        this.open = open;
    }

    static Notes open(DataFolder folder) throws IOException {
        try {
            Connection connection = folder.postgresql();
            return new Notes(connection, connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM feed_fanout)"));
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Waits until every post is in all timelines that it belongs into.
    void await(Faults faults) throws IOException {
        long begin = System.nanoTime();
        while (isAnyOpen()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                faults.add("a post isn't in all timelines after " + PATIENCE);
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean isAnyOpen() throws IOException {
        try (ResultSet found = open.executeQuery()) {
            found.next();
            return found.getBoolean(1);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
