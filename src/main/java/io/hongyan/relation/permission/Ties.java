package io.hongyan.relation.permission;

import io.hongyan.relation.graph.Questions;
import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/// Looks up what people are to each other. Thread-safe.
public final class Ties {

    /// One index seek for each person, and then what is between the two, found once, from the one that has less of it:
    /// both are known by then, and DISTINCT keeps the planner from looking at what is around one of them instead.
    static final String ALL = """
            UNWIND $others AS id
            MATCH (me:User {id: $user}), (other:User {id: id})
            WITH DISTINCT id, me, other
            MATCH (me)-[tie:FRIEND|FOLLOWS|BLOCKS]-(other)
            RETURN id, type(tie) AS type, startNode(tie) = me AS mine
            """;

    /// What is asked before anything may be said: about nobody, and so answered at once where it is planned.
    public static final Map<String, Map<String, Object>> FIRST_QUESTION =
            Map.of(ALL, Map.of("user", 0L, "others", List.of(0L)));

    private final Questions graph;

    public Ties(Questions graph) {
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
                        row -> row)
                .forEach(row -> ties.merge(new UserId(row.get("id").asLong()), tie(row), Tie::and));
        return ties;
    }

    /// What one relation makes of two people.
    private static Tie tie(Record row) {
        boolean mine = row.get("mine").isTrue();
        return switch (row.get("type").asString()) {
            case "FRIEND" -> new Tie(mine, !mine, false, false, false, false);
            case "FOLLOWS" -> new Tie(false, false, mine, !mine, false, false);
            case "BLOCKS" -> new Tie(false, false, false, false, mine, !mine);
            default -> throw new IllegalStateException("not asked for: " + row);
        };
    }
}
