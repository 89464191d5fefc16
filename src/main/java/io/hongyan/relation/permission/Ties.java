package io.hongyan.relation.permission;

import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/// Looks up what people are to each other. Thread-safe.
public final class Ties {

    /// One index seek for each person, and then the relations of the one that has fewer.
    static final String ALL = """
            UNWIND $others AS id
            MATCH (me:User {id: $user}), (other:User {id: id})
            RETURN id,
                EXISTS { (me)-[:FRIEND]->(other) } AS friend,
                EXISTS { (other)-[:FRIEND]->(me) } AS friendOf,
                EXISTS { (me)-[:FOLLOWS]->(other) } AS following,
                EXISTS { (other)-[:FOLLOWS]->(me) } AS followed,
                EXISTS { (me)-[:BLOCKS]->(other) } AS blocking,
                EXISTS { (other)-[:BLOCKS]->(me) } AS blocked
            """;

    /// What is asked before anything may be said: about nobody, and so answered at once where it is planned.
    public static final Map<String, Map<String, Object>> FIRST_QUESTION =
            Map.of(ALL, Map.of("user", 0L, "others", List.of(0L)));

    private final Graph graph;

    public Ties(Graph graph) {
        this.graph = graph;
    }

    /// What `user` is to `other`, as Neo4j has it now.
    ///
    /// @throws io.hongyan.error.HongyanException `unavailable`
    public Tie find(UserId user, UserId other) {
        return findAll(user, List.of(other)).getOrDefault(other, Tie.NONE);
    }

    /// The same for each of `others`; whoever is absent is [nothing][Tie#NONE] to them.
    ///
    /// @throws io.hongyan.error.HongyanException `unavailable`
    public Map<UserId, Tie> findAll(UserId user, Collection<UserId> others) {
        Map<UserId, Tie> ties = new HashMap<>();
        graph.read(
                        ALL,
                        Map.of(
                                "user",
                                user.value(),
                                "others",
                                others.stream().map(UserId::value).toList()),
                        row -> Map.entry(new UserId(row.get("id").asLong()), tie(row)))
                .forEach(entry -> ties.put(entry.getKey(), entry.getValue()));
        return ties;
    }

    private static Tie tie(Record row) {
        return new Tie(
                row.get("friend").isTrue(),
                row.get("friendOf").isTrue(),
                row.get("following").isTrue(),
                row.get("followed").isTrue(),
                row.get("blocking").isTrue(),
                row.get("blocked").isTrue());
    }
}
