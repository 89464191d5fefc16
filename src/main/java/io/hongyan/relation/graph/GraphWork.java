package io.hongyan.relation.graph;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/// One transaction of the graph, as those who work in it see it.
public interface GraphWork {

    /// Runs a statement, and gives all its rows.
    List<Record> run(String cypher, Map<String, Object> parameters);
}
