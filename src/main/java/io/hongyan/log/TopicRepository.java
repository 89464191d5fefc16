package io.hongyan.log;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// What the topics were when they were first seen. Thread-safe when obtained with `jdbi.onDemand`.
@RegisterConstructorMapper(TopicRepository.Known.class)
public interface TopicRepository {

    /// A topic as it was first seen; `id` is Kafka's own.
    record Known(String name, String id, int partitions) {}

    @SqlQuery("""
            SELECT name, id, partitions
            FROM topic
            """)
    List<Known> all();

    @SqlUpdate("""
            INSERT INTO topic (name, id, partitions)
            VALUES (:name, :id, :partitions)
            ON CONFLICT (name) DO NOTHING
            """)
    void remember(String name, String id, int partitions);

    @SqlUpdate("""
            DELETE FROM topic
            """)
    void forgetAll();
}
