package io.hongyan.relation.people;

import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Changes of blocks of which it isn't known what has become of them.
@RegisterConstructorMapper(BlockChangeRepository.Begun.class)
@RegisterConstructorMapper(BlockChangeRepository.Reached.class)
interface BlockChangeRepository {

    /// Somebody who was about to block another, or to end it.
    record Begun(UserId blocker, UserId other, long id) {}

    /// The last block that was looked at.
    record Reached(long blocker, long number) {}

    @SqlUpdate("""
            INSERT INTO block_change (blocker, other, id, begun_at)
            VALUES (:blocker, :other, :id, :at)
            ON CONFLICT DO NOTHING
            """)
    void store(@BindMethods Begun begun, Instant at);

    /// All changes of the same two, which nobody else settles until the transaction ends.
    @SqlQuery("""
            SELECT id
            FROM block_change
            WHERE blocker = :blocker AND other = :other
            ORDER BY id
            FOR UPDATE
            """)
    List<Long> lock(@BindMethods Begun begun);

    @SqlUpdate("DELETE FROM block_change WHERE blocker = :blocker AND other = :other AND id = :id")
    void delete(@BindMethods Begun begun);

    @SqlQuery("""
            SELECT blocker, other, id
            FROM block_change
            WHERE begun_at < :time
            ORDER BY begun_at
            LIMIT :limit
            """)
    List<Begun> forgotten(Instant time, int limit);

    /// Empty once all blocks from before were looked at.
    @SqlQuery("SELECT blocker, number FROM block_walk")
    Optional<Reached> findReached();

    @SqlUpdate("UPDATE block_walk SET blocker = :blocker, number = :number")
    void reach(@BindMethods Reached reached);

    @SqlUpdate("DELETE FROM block_walk")
    void endWalk();
}
