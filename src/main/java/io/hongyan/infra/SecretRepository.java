package io.hongyan.infra;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Keys that all nodes share.
interface SecretRepository {

    @SqlUpdate("INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
    void storeIfAbsent(String name, byte[] value);

    /// One, where it was stored.
    @SqlQuery("SELECT value FROM secret WHERE name = :name")
    List<byte[]> find(String name);
}
