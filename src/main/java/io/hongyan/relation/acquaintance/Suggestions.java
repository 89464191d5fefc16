package io.hongyan.relation.acquaintance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongyan.account.Accounts;
import io.hongyan.account.User;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// People whom somebody may know: contacts of their contacts, and people in the same groups. Thread-safe.
///
/// Ranked by how much leads to them, a common friend as much as three common groups. Whoever is a contact already,
/// or has anything to do with a block, isn't among them.
public final class Suggestions {

    private static final int AT_MOST = 200;
    private static final int GROUPS_PER_FRIEND = 3;

    /// Pages of one list shall fit together, so it is kept for as long as somebody may leaf through it.
    private static final Duration KEPT = Duration.ofMinutes(2);

    private static final int KEPT_LISTS = 1_000;

    /// Bounded where somebody has thousands of contacts, or a contact has: 500 of each are followed. The best first and
    /// then one by one, until enough are found whom the person doesn't know: those they know are often the best.
    static final String FRIENDS_OF_FRIENDS = """
            MATCH (user:User {id: $user})
            CALL (user) { MATCH (user)-[:FRIEND]->(friend:User) RETURN friend LIMIT 500 }
            CALL (friend) { MATCH (friend)-[:FRIEND]->(person:User) RETURN person LIMIT 500 }
            WITH user, person, count(*) AS friends
            WHERE person <> user
            WITH user, person, friends
            ORDER BY friends DESC, person.id
            WHERE NOT EXISTS { (user)-[:FRIEND|BLOCKS]->(person) } AND NOT EXISTS { (person)-[:BLOCKS]->(user) }
            RETURN person.id AS id, friends
            ORDER BY friends DESC, person.id
            LIMIT $limit
            """;

    /// Those of `$others` who are no suggestion.
    static final String KNOWN = """
            UNWIND $others AS id
            MATCH (user:User {id: $user}), (other:User {id: id})
            WHERE EXISTS { (user)-[:FRIEND|BLOCKS]->(other) } OR EXISTS { (other)-[:BLOCKS]->(user) }
            RETURN id
            """;

    private final Graph graph;
    private final GroupMateRepository groups;
    private final Accounts accounts;
    private final Cache<UserId, List<Suggestion>> lists =
            Caffeine.newBuilder().maximumSize(KEPT_LISTS).expireAfterWrite(KEPT).build();

    public Suggestions(Graph graph, Jdbi jdbi, Accounts accounts) {
        this.graph = graph;
        this.groups = jdbi.onDemand(GroupMateRepository.class);
        this.accounts = accounts;
    }

    /// A page of suggestions, the best first; the first page makes the list anew. Whoever became known since is left
    /// out, so a page may be shorter than asked.
    ///
    /// @throws HongyanException `unavailable`
    public Page<Suggestion> page(UserId user, int size, @Nullable String cursor) {
        int from = cursor == null ? 0 : from(cursor);
        if (from == 0) {
            lists.invalidate(user);
        }
        // Not by the cache's own loading, which would hold a lock on it while two engines are asked.
        List<Suggestion> known = lists.getIfPresent(user);
        List<Suggestion> list = known == null ? find(user) : known;
        lists.put(user, list);
        int begin = Math.min(list.size(), from);
        int end = Math.min(list.size(), begin + size);
        List<Suggestion> page = list.subList(begin, end);
        return new Page<>(
                known == null ? page : stillUnknown(user, page), end < list.size() ? Integer.toString(end) : null);
    }

    private List<Suggestion> find(UserId user) {
        Map<UserId, Integer> friends = new HashMap<>();
        graph.read(
                        FRIENDS_OF_FRIENDS,
                        Map.of("user", user.value(), "limit", AT_MOST),
                        row -> Map.entry(
                                new UserId(row.get("id").asLong()),
                                row.get("friends").asInt()))
                .forEach(entry -> friends.put(entry.getKey(), entry.getValue()));
        Map<UserId, Integer> mates = mates(user);
        Map<UserId, User> names = accounts.users(Stream.concat(friends.keySet().stream(), mates.keySet().stream())
                .collect(Collectors.toSet()));
        return names.values().stream()
                .map(person -> new Suggestion(
                        person, friends.getOrDefault(person.id(), 0), mates.getOrDefault(person.id(), 0)))
                .sorted(Comparator.comparingInt(Suggestions::rank)
                        .reversed()
                        .thenComparing(suggestion -> suggestion.user().id()))
                .limit(AT_MOST)
                .toList();
    }

    private Map<UserId, Integer> mates(UserId user) {
        List<GroupMateRepository.Mate> found = groups.mates(user);
        Set<UserId> known =
                known(user, found.stream().map(GroupMateRepository.Mate::userId).toList());
        return found.stream()
                .filter(mate -> !known.contains(mate.userId()))
                .limit(AT_MOST)
                .collect(Collectors.toMap(GroupMateRepository.Mate::userId, GroupMateRepository.Mate::groups));
    }

    private List<Suggestion> stillUnknown(UserId user, List<Suggestion> page) {
        Set<UserId> known = known(
                user, page.stream().map(suggestion -> suggestion.user().id()).toList());
        return page.stream()
                .filter(suggestion -> !known.contains(suggestion.user().id()))
                .toList();
    }

    private Set<UserId> known(UserId user, List<UserId> others) {
        return Set.copyOf(graph.read(
                KNOWN,
                Map.of(
                        "user",
                        user.value(),
                        "others",
                        others.stream().map(UserId::value).toList()),
                row -> new UserId(row.get("id").asLong())));
    }

    private static int rank(Suggestion suggestion) {
        return suggestion.commonFriends() * GROUPS_PER_FRIEND + suggestion.commonGroups();
    }

    private static int from(String cursor) {
        try {
            return Math.max(0, Integer.parseInt(cursor));
        } catch (NumberFormatException notOurs) {
            throw HongyanException.invalid("/cursor", "is not a cursor of this list");
        }
    }
}
