package io.hongyan.relation.contact;

import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Stores many contacts together, for those whom an operator brings from elsewhere. Thread-safe.
public final class ContactBook {

    /// Contacts that are there stay as they are: their owner may have changed them since. Each row is done before the
    /// next one, so that every change has a version of its own.
    private static final String ADD = """
            UNWIND $rows AS row
            CALL (row) {
                MERGE (user:User {id: row.user})
                MERGE (other:User {id: row.other})
                WITH user, other
                WHERE NOT EXISTS { (user)-[:FRIEND]->(other) }
                OPTIONAL MATCH (user)-[former:FORMER]->(other)
                DELETE former
                WITH DISTINCT user, other
                SET user.contacts = coalesce(user.contacts, 0) + 1
                CREATE (user)-[:FRIEND {owner: row.user, since: $now, version: user.contacts, remark: row.remark,
                    labels: row.labels, starred: row.starred}]->(other)
                WITH user, other
                OPTIONAL MATCH (other)-[back:FRIEND]->(user)
                WITH other, back
                WHERE back IS NOT NULL
                SET other.contacts = other.contacts + 1
                SET back.version = other.contacts
            }
            RETURN count(*) AS done
            """;

    private static final String COUNT = """
            UNWIND $rows AS row
            MATCH (user:User {id: row.user}), (other:User {id: row.other})
            WHERE EXISTS { (user)-[:FRIEND]->(other) }
            RETURN count(*) AS there
            """;

    private final Graph graph;
    private final Clock clock;

    public ContactBook(Graph graph, Clock clock) {
        this.graph = graph;
        this.clock = clock;
    }

    /// A contact, and how its owner keeps it.
    public record Listing(UserId user, UserId contact, ContactPatch kept) {}

    /// Stores those that aren't there, in one transaction; how many those were. Of two alike the first is stored.
    ///
    /// @throws io.hongyan.error.HongyanException `unavailable`
    public int add(List<Listing> listings) {
        Map<Pair, Listing> distinct = new LinkedHashMap<>();
        Set<UserId> people = new HashSet<>();
        for (Listing listing : listings) {
            distinct.putIfAbsent(new Pair(listing.user(), listing.contact()), listing);
            people.add(listing.user());
            people.add(listing.contact());
        }
        List<Map<String, Object>> rows =
                distinct.values().stream().map(ContactBook::row).toList();
        return graph.write(work -> {
            // Before it is asked who is there: whoever makes the same contacts now would make them a second time.
            Change.lock(work, people);
            int there = work.run(COUNT, Map.of("rows", rows))
                    .getFirst()
                    .get("there")
                    .asInt();
            work.run(ADD, Map.of("rows", rows, "now", clock.millis()));
            return rows.size() - there;
        });
    }

    private record Pair(UserId user, UserId contact) {}

    private static Map<String, Object> row(Listing listing) {
        ContactPatch kept = listing.kept();
        return Map.of(
                "user", listing.user().value(),
                "other", listing.contact().value(),
                "remark", Objects.requireNonNullElse(kept.remark(), ""),
                "labels", Objects.requireNonNullElse(kept.labels(), List.of()),
                "starred", Objects.requireNonNullElse(kept.starred(), false));
    }
}
