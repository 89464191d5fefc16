package io.hongyan.relation.graph;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Record;

/// Asks Neo4j something. Thread-safe.
public interface Questions {

    /// The rows of a statement that only reads.
    ///
    /// @throws io.hongyan.error.HongyanException `unavailable`
    <T> List<T> read(String cypher, Map<String, Object> parameters, Function<Record, T> row);
}
