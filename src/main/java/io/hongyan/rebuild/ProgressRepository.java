package io.hongyan.rebuild;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// How far rebuilds have come that aren't finished. Thread-safe when obtained with `jdbi.onDemand`.
@RegisterConstructorMapper(ProgressRepository.Part.class)
public interface ProgressRepository {

    /// One part of a rebuild: it is done up to `position`, and has to come to `goal`.
    record Part(String part, long position, long goal) {}

    @SqlQuery("""
            SELECT part, position, goal
            FROM rebuild
            WHERE what = :what
            """)
    List<Part> parts(String what);

    @SqlBatch("""
            INSERT INTO rebuild (what, part, position, goal)
            VALUES (:what, :part, :position, :goal)
            ON CONFLICT (what, part) DO UPDATE
            SET position = excluded.position
            """)
    void move(String what, List<String> part, List<Long> position, List<Long> goal);

    @SqlUpdate("""
            DELETE FROM rebuild
            WHERE what = :what
            """)
    void finish(String what);
}
