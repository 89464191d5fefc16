package io.hongyan.relation.people;

import io.hongyan.account.Accounts;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.relation.graph.Change;
import io.hongyan.streams.id.UserId;
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

    private final Change change;
    private final People people;
    private final Accounts accounts;
    private final int limit;

    public Follows(Change change, People people, Accounts accounts, int limit) {
        this.change = change;
        this.people = people;
        this.accounts = accounts;
        this.limit = limit;
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
