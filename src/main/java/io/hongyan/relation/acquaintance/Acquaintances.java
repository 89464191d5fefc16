package io.hongyan.relation.acquaintance;

import io.hongyan.account.Accounts;
import io.hongyan.account.User;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.permission.Ties;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/// Answers questions about two people. Thread-safe.
public final class Acquaintances {

    /// The counts are those that Neo4j keeps with a person, so they cost the same for anybody.
    static final String COUNTS = """
            MATCH (other:User {id: $other})
            RETURN COUNT { (other)<-[:FOLLOWS]-() } AS followers, COUNT { (other)-[:FOLLOWS]->() } AS followees
            """;

    /// Searched from both ends.
    static final String DISTANCE = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            MATCH path = shortestPath((user)-[:FRIEND*1..3]->(other))
            RETURN length(path) AS distance
            """;

    static final String COMMON = """
            MATCH (:User {id: $user})-[:FRIEND]->(common:User)<-[:FRIEND]-(:User {id: $other})
            WHERE common.id > $after
            RETURN common.id AS id
            ORDER BY common.id
            LIMIT $limit
            """;

    private final Graph graph;
    private final Ties ties;
    private final Accounts accounts;

    public Acquaintances(Graph graph, Ties ties, Accounts accounts) {
        this.graph = graph;
        this.ties = ties;
        this.accounts = accounts;
    }

    /// What `other` is to `user`.
    ///
    /// @throws HongyanException `notFound`, or `unavailable`
    Acquaintance find(UserId user, UserId other) {
        accounts.user(other);
        Map<String, Object> both = Map.of("user", user.value(), "other", other.value());
        Record counts =
                graph.read(COUNTS, both, row -> row).stream().findFirst().orElse(null);
        Integer distance = user.equals(other)
                ? null
                : graph.read(DISTANCE, both, row -> row.get("distance").asInt()).stream()
                        .findFirst()
                        .orElse(null);
        return Acquaintance.of(
                other,
                ties.find(user, other),
                distance,
                counts == null ? 0 : counts.get("followers").asLong(),
                counts == null ? 0 : counts.get("followees").asLong());
    }

    /// The contacts that both have, in order of id.
    public Page<User> common(UserId user, UserId other, int size, @Nullable String cursor) {
        List<UserId> found = graph.read(
                COMMON,
                Map.of("user", user.value(), "other", other.value(), "after", after(cursor), "limit", size + 1),
                row -> new UserId(row.get("id").asLong()));
        boolean more = found.size() > size;
        List<UserId> page = more ? found.subList(0, size) : found;
        Map<UserId, User> names = accounts.users(page);
        return new Page<>(
                page.stream().map(names::get).filter(Objects::nonNull).toList(),
                more ? page.getLast().toString() : null);
    }

    private static long after(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : UserId.valueOf(cursor).value();
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.invalid("/cursor", "is not a cursor of this list");
        }
    }
}
