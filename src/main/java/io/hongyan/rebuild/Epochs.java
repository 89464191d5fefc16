package io.hongyan.rebuild;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// How often Kafka's state was rebuilt. Thread-safe when obtained with `jdbi.onDemand`.
@RegisterConstructorMapper(Epochs.Begun.class)
public interface Epochs {

    /// A rebuild that isn't finished, and the ids of the topics it writes to.
    record Begun(int epoch, String topics) {}

    @SqlQuery("""
            SELECT epoch, topics
            FROM state_epoch
            WHERE ended IS NULL
            ORDER BY epoch DESC
            LIMIT 1
            """)
    Optional<Begun> begun();

    /// Begins the next one, above every epoch that a mailbox ever had.
    @SqlQuery("""
            INSERT INTO state_epoch (epoch, topics, begun)
            SELECT 1 + greatest(
                (SELECT coalesce(max(epoch), 0) FROM state_epoch),
                (SELECT coalesce(max(position), 0) >> 40 FROM member)), :topics, :now
            RETURNING epoch
            """)
    int begin(String topics, Instant now);

    @SqlUpdate("""
            UPDATE state_epoch
            SET ended = :now
            WHERE epoch = :epoch
            """)
    void end(int epoch, Instant now);
}
