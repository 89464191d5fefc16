package io.hongyan.relation.circle;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongyan.error.HongyanException;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.permission.Tie;
import io.hongyan.relation.permission.Ties;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Whom people follow, and what they are to each other: remembered until it [changes][#forget]. Thread-safe.
public final class Circles {

    static final String FOLLOWEES = """
            MATCH (:User)-[follows:FOLLOWS]->(:User)
            WHERE follows.source = $user AND follows.number > 0
            RETURN follows.target AS id, follows.number AS number
            LIMIT $limit
            """;

    /// Kept by Neo4j with the person, so it costs the same for anybody.
    static final String COUNT = """
            MATCH (author:User {id: $user})
            RETURN COUNT { (author)<-[:FOLLOWS]-() } AS followers
            """;

    static final String FOLLOWERS = """
            MATCH (:User)-[follows:FOLLOWS]->(:User)
            WHERE follows.target = $user AND follows.number < $before
            RETURN follows.source AS id, follows.number AS number
            ORDER BY follows.target DESC, follows.number DESC
            LIMIT $limit
            """;

    private final Graph graph;
    private final Ties ties;
    private final int limit;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("circle-", 0).factory());
    private final AsyncCache<UserId, Followees> followees;
    private final AsyncCache<Pair, Tie> pairs;

    /// @param limit how many somebody may follow
    /// @param rememberedPairs of how many pairs of people their relation is remembered
    /// @param rememberedFollowees how many followed people are remembered, all lists taken together
    public Circles(
            Graph graph, Ties ties, int limit, int rememberedPairs, int rememberedFollowees, Duration remembered) {
        this.graph = graph;
        this.ties = ties;
        this.limit = limit;
        this.followees = Caffeine.newBuilder()
                .maximumWeight(rememberedFollowees)
                .weigher((UserId user, Followees list) -> 1 + list.numbers().size())
                .expireAfterWrite(remembered)
                .buildAsync();
        this.pairs = Caffeine.newBuilder()
                .maximumSize(rememberedPairs)
                .expireAfterWrite(remembered)
                .buildAsync();
    }

    private record Pair(UserId user, UserId other) {}

    /// Whom `user` follows.
    ///
    /// @throws HongyanException `unavailable` where it isn't remembered and Neo4j can't be asked
    public Followees followees(UserId user) {
        return join(followees.get(user, (key, _) -> CompletableFuture.supplyAsync(() -> load(key), threads)));
    }

    /// What each of `others` is to `user`.
    ///
    /// @throws HongyanException as [#followees]
    public Map<UserId, Tie> ties(UserId user, Collection<UserId> others) {
        List<Pair> wanted = others.stream()
                .filter(other -> !other.equals(user))
                .distinct()
                .map(other -> new Pair(user, other))
                .toList();
        Map<Pair, Tie> found = join(pairs.getAll(
                wanted, (missing, _) -> CompletableFuture.supplyAsync(() -> load(user, missing), threads)));
        Map<UserId, Tie> byPerson = new HashMap<>();
        found.forEach((pair, tie) -> byPerson.put(pair.other(), tie));
        return byPerson;
    }

    /// How many follow `author`, as Neo4j has it now.
    ///
    /// @throws HongyanException `unavailable`
    public long followerCount(UserId author) {
        return graph
                .read(
                        COUNT,
                        Map.of("user", author.value()),
                        row -> row.get("followers").asLong())
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /// At most `size` of those who follow `author`, the latest first: those whose number is below `before`.
    ///
    /// @throws HongyanException `unavailable`
    public List<Follower> followers(UserId author, long before, int size) {
        return graph.read(
                FOLLOWERS,
                Map.of("user", author.value(), "before", before, "limit", size),
                row -> new Follower(
                        new UserId(row.get("id").asLong()), row.get("number").asLong()));
    }

    /// The relation of these two has changed. What is being asked about them is given to those who wait for it, and
    /// not remembered.
    public void forget(UserId one, UserId other) {
        followees.synchronous().invalidateAll(List.of(one, other));
        pairs.synchronous().invalidateAll(List.of(new Pair(one, other), new Pair(other, one)));
    }

    private Followees load(UserId user) {
        return new Followees(graph
                .read(
                        FOLLOWEES,
                        Map.of("user", user.value(), "limit", limit),
                        row -> Map.entry(
                                new UserId(row.get("id").asLong()),
                                row.get("number").asLong()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Map<Pair, Tie> load(UserId user, Collection<? extends Pair> missing) {
        Map<UserId, Tie> found =
                ties.findAll(user, missing.stream().map(Pair::other).toList());
        return missing.stream()
                .collect(Collectors.toMap(pair -> pair, pair -> found.getOrDefault(pair.other(), Tie.NONE)));
    }

    private static <T> T join(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HongyanException away) {
                throw away;
            }
            throw e;
        }
    }
}
