package io.hongyan.rebuild;

import io.hongyan.infra.StartFailure;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Held while something is rebuilt: PostgreSQL keeps it for a connection, so it goes with the process.
final class RebuildLock implements AutoCloseable {

    private final Handle handle;

    private RebuildLock(Handle handle) {
        this.handle = handle;
    }

    /// @throws StartFailure if another process has it
    static RebuildLock take(Jdbi jdbi) {
        Handle handle = jdbi.open();
        boolean taken = handle.createQuery("SELECT pg_try_advisory_lock(hashtext('hongyan-rebuild'))")
                .mapTo(Boolean.class)
                .one();
        if (!taken) {
            handle.close();
            throw new StartFailure("Another rebuild is running.");
        }
        return new RebuildLock(handle);
    }

    @Override
    public void close() {
        handle.execute("SELECT pg_advisory_unlock(hashtext('hongyan-rebuild'))");
        handle.close();
    }
}
