package io.hongyan.relation.people;

import io.hongyan.account.Accounts;
import io.hongyan.account.User;
import io.hongyan.infra.Page;
import io.hongyan.relation.graph.Cursors;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists of people around one, the newest relation first, with their names. Thread-safe.
///
/// They are ordered by the whole key of an index, although its first part is the same for all: only then Neo4j
/// takes the order from the index, instead of sorting all followers of an author for each page.
public final class People {

    static final String FOLLOWERS = """
            MATCH (other:User)-[follows:FOLLOWS]->(:User)
            WHERE follows.target = $user AND follows.number < $before
            RETURN other.id AS id, follows.since AS since, follows.number AS number
            ORDER BY follows.target DESC, follows.number DESC
            LIMIT $limit
            """;

    static final String FOLLOWED = """
            MATCH (:User)-[follows:FOLLOWS]->(other:User)
            WHERE follows.source = $user AND follows.number < $before
            RETURN other.id AS id, follows.since AS since, follows.number AS number
            ORDER BY follows.source DESC, follows.number DESC
            LIMIT $limit
            """;

    static final String BLOCKED = """
            MATCH (:User)-[blocks:BLOCKS]->(other:User)
            WHERE blocks.source = $user AND blocks.number < $before
            RETURN other.id AS id, blocks.since AS since, blocks.number AS number
            ORDER BY blocks.source DESC, blocks.number DESC
            LIMIT $limit
            """;

    private final Graph graph;
    private final Accounts accounts;

    public People(Graph graph, Accounts accounts) {
        this.graph = graph;
        this.accounts = accounts;
    }

    /// A page of one of the lists above.
    Page<Listed> page(String cypher, UserId user, int size, @Nullable String cursor) {
        List<Listed> found = graph.read(
                cypher, Map.of("user", user.value(), "before", Cursors.before(cursor), "limit", size + 1), Listed::of);
        Map<UserId, User> names =
                accounts.users(found.stream().map(Listed::userId).toList());
        return Cursors.page(
                found.stream()
                        .map(listed -> listed.named(names.get(listed.userId())))
                        .toList(),
                size,
                listed -> Long.toString(listed.number()));
    }
}
