package io.hongyan.account;

import io.hongyan.infra.Snowflake;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Who administrated what: one row an act, in the transaction of the act.
public final class Audit {

    private final Snowflake ids;
    private final Clock clock;

    Audit(Snowflake ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// @param action a short verb and noun, such as `disable account`
    /// @param target the id it was done to, or how many
    public void record(Handle transaction, UserId actor, String action, String target, String detail) {
        transaction.attach(Repository.class).store(ids.next(), clock.instant(), actor, action, target, detail);
    }

    /// What was last said of each target by an act of this kind.
    public static Map<String, String> lastDetails(Jdbi jdbi, String action) {
        return jdbi.withExtension(Repository.class, repository -> repository.last(action)).stream()
                .collect(Collectors.toMap(Last::target, Last::detail));
    }

    /// The last detail of a target. Public for Jdbi, which makes it.
    public record Last(String target, String detail) {}

    private interface Repository {

        @SqlQuery("""
                SELECT DISTINCT ON (target) target, detail
                FROM audit
                WHERE action = :action
                ORDER BY target, id DESC
                """)
        @RegisterConstructorMapper(Last.class)
        List<Last> last(String action);

        @SqlUpdate("""
                INSERT INTO audit (id, at, actor, action, target, detail)
                VALUES (:id, :at, :actor, :action, :target, :detail)
                """)
        void store(long id, Instant at, UserId actor, String action, String target, String detail);
    }
}
