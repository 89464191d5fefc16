package io.hongyan.presence;

import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// How people who have ever been invisible have said last that they are.
///
/// Thread-safe: obtained with `jdbi.onDemand`, it takes a connection for each call.
@RegisterConstructorMapper(WordRepository.Stored.class)
public interface WordRepository {

    /// A user's word, and when it was said, in milliseconds since 1970.
    record Stored(UserId account, Status status, long saidAt) {}

    /// Stores each unless a later one is there, or the user never was invisible and isn't now. Nobody may be among
    /// them twice.
    @SqlUpdate("""
            INSERT INTO presence_word AS known (account, status, said_at)
            SELECT account, status, said_at
            FROM unnest(:accounts, :statuses, :times) AS said (account, status, said_at)
            WHERE status = 'INVISIBLE' OR EXISTS (SELECT FROM presence_word WHERE account = said.account)
            ON CONFLICT (account) DO UPDATE
            SET status = excluded.status, said_at = excluded.said_at
            WHERE known.said_at < excluded.said_at
            """)
    void store(List<UserId> accounts, List<String> statuses, List<Long> times);

    @SqlQuery("SELECT account, status, said_at FROM presence_word WHERE account = ANY (:accounts)")
    List<Stored> find(Collection<UserId> accounts);
}
