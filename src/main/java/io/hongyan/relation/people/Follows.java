package io.hongyan.relation.people;

import com.google.common.collect.Lists;
import io.hongyan.account.Accounts;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.GraphWork;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/// Following people, which asks nobody. Thread-safe.
public final class Follows {

    private static final String STATE = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            RETURN EXISTS { (user)-[:FOLLOWS]->(other) } AS following,
                EXISTS { (user)-[:BLOCKS]->(other) } OR EXISTS { (other)-[:BLOCKS]->(user) } AS blocks,
                COUNT { (user)-[:FOLLOWS]->() } AS followed
            """;

    private static final String FOLLOW = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            CREATE (user)-[:FOLLOWS {source: $user, target: $other, number: $id, since: $now}]->(other)
            """;

    private static final String UNFOLLOW = """
            MATCH (:User {id: $user})-[follows:FOLLOWS]->(:User {id: $other})
            DELETE follows
            """;

    /// The same for many who begin to follow one.
    private static final String STATES = """
            MATCH (other:User {id: $other})
            UNWIND $users AS id
            MATCH (user:User {id: id})
            RETURN id, EXISTS { (user)-[:FOLLOWS]->(other) } AS following,
                EXISTS { (user)-[:BLOCKS]->(other) } OR EXISTS { (other)-[:BLOCKS]->(user) } AS blocks,
                COUNT { (user)-[:FOLLOWS]->() } AS followed
            """;

    private static final String FOLLOW_ALL = """
            MATCH (other:User {id: $other})
            UNWIND $rows AS row
            MATCH (user:User {id: row.user})
            CREATE (user)-[:FOLLOWS {source: row.user, target: $other, number: row.number, since: $now}]->(other)
            """;

    /// How many begin to follow in one transaction, which has to be done within the time that a question may take.
    private static final int TOGETHER = 100;

    private final Change change;
    private final People people;
    private final Accounts accounts;
    private final int limit;
    private final LongSupplier ids;
    private final Clock clock;

    public Follows(Change change, People people, Accounts accounts, int limit, LongSupplier ids, Clock clock) {
        this.change = change;
        this.people = people;
        this.accounts = accounts;
        this.limit = limit;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of people who were to follow somebody: how many begin to, how many did before, and who can't,
    /// because there is no such account, one has blocked the other, or they follow as many as anybody may.
    public record Brought(int made, int there, List<UserId> rejected) {

        public Brought {
            rejected = List.copyOf(rejected);
        }
    }

    /// Follows `other`; nothing where the user does.
    ///
    /// @throws HongyanException `notFound`; `notAllowed` where one has blocked the other; `conflict` beyond the
    ///     limit
    void follow(UserId user, UserId other) {
        accounts.user(other);
        change.make(user, other, two -> {
            Record state = two.run(STATE).getFirst();
            if (state.get("blocks").isTrue()) {
                throw new HongyanException(ErrorCode.NOT_ALLOWED, "This person can't be followed.");
            }
            if (!state.get("following").isTrue()) {
                Change.requireRoom(state.get("followed").asLong(), limit, "followed people");
                two.run(FOLLOW);
            }
            return other;
        });
    }

    /// Has all of `users` follow `author`. What was begun and not ended may simply be repeated.
    ///
    /// @throws HongyanException `unavailable`
    Brought bring(UserId author, List<UserId> users) {
        Set<UserId> existing = accounts.existing(users);
        List<UserId> wanted = users.stream()
                .distinct()
                .filter(user -> existing.contains(user) && !user.equals(author))
                .toList();
        Set<UserId> following = new HashSet<>();
        int made = 0;
        for (List<UserId> some : Lists.partition(wanted, TOGETHER)) {
            Brought brought = change.makeAll(some, author, graph -> bring(author, some, graph));
            made += brought.made();
            following.addAll(some);
            brought.rejected().forEach(following::remove);
        }
        List<UserId> rejected = users.stream()
                .distinct()
                .filter(user -> !following.contains(user))
                .toList();
        return new Brought(made, following.size() - made, rejected);
    }

    private Brought bring(UserId author, List<UserId> users, GraphWork graph) {
        List<Long> wanted = users.stream().map(UserId::value).toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        List<UserId> rejected = new ArrayList<>();
        for (Record state : graph.run(STATES, Map.of("other", author.value(), "users", wanted))) {
            long user = state.get("id").asLong();
            if (state.get("following").isTrue()) {
                continue;
            }
            if (state.get("blocks").isTrue() || state.get("followed").asLong() >= limit) {
                rejected.add(new UserId(user));
            } else {
                rows.add(Map.of("user", user, "number", ids.getAsLong()));
            }
        }
        graph.run(FOLLOW_ALL, Map.of("other", author.value(), "rows", rows, "now", clock.millis()));
        return new Brought(rows.size(), users.size() - rows.size() - rejected.size(), rejected);
    }

    /// Follows no more; nothing where the user doesn't.
    void unfollow(UserId user, UserId other) {
        change.amend(user, other, two -> two.run(UNFOLLOW));
    }

    /// Who follows `user`, the latest first.
    ///
    /// @throws HongyanException `unavailable`
    public Page<Listed> followers(UserId user, int size, @Nullable String cursor) {
        return people.page(People.FOLLOWERS, user, size, cursor);
    }

    Page<Listed> followed(UserId user, int size, @Nullable String cursor) {
        return people.page(People.FOLLOWED, user, size, cursor);
    }
}
