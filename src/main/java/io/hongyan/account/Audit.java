package io.hongyan.account;

import io.hongyan.infra.Snowflake;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Who administrated what: one row an act, in the transaction of the act.
final class Audit {

    private final Snowflake ids;
    private final Clock clock;

    Audit(Snowflake ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// @param action a short verb and noun, such as `disable account`
    /// @param target the id it was done to, or how many
    void record(Handle transaction, UserId actor, String action, String target, String detail) {
        transaction.attach(Repository.class).store(ids.next(), clock.instant(), actor, action, target, detail);
    }

    private interface Repository {

        @SqlUpdate("""
                INSERT INTO audit (id, at, actor, action, target, detail)
                VALUES (:id, :at, :actor, :action, :target, :detail)
                """)
        void store(long id, Instant at, UserId actor, String action, String target, String detail);
    }
}
