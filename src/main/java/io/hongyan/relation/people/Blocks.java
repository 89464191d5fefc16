package io.hongyan.relation.people;

import io.hongyan.account.Accounts;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.relation.contact.ContactNews;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.people.BlockChangeRepository.Begun;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/// Blocking people: no more direct messages, invitations and requests, and nobody is told. Thread-safe.
public final class Blocks {

    private static final String STATE = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            RETURN EXISTS { (user)-[:BLOCKS]->(other) } AS blocking, COUNT { (user)-[:BLOCKS]->() } AS blocked
            """;

    /// Neither follows the other any more, a request of the other isn't seen any more, and one's own is taken back. One
    /// that the other declined stays, or blocking would be a way to ask them once more.
    private static final String BLOCK = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            CREATE (user)-[:BLOCKS {source: $user, target: $other, number: $id, since: $now}]->(other)
            WITH user, other
            OPTIONAL MATCH (user)-[follows:FOLLOWS]-(other)
            DELETE follows
            WITH DISTINCT user, other
            OPTIONAL MATCH (user)-[own:REQUESTED]->(other)
            WHERE own.state = 'PENDING'
            DELETE own
            WITH DISTINCT user, other
            OPTIONAL MATCH (other)-[request:REQUESTED]->(user)
            SET request.hidden = true
            """;

    private static final String UNBLOCK = """
            MATCH (:User {id: $user})-[blocks:BLOCKS]->(:User {id: $other})
            DELETE blocks
            """;

    private final Change change;
    private final BlockChanges changes;
    private final People people;
    private final Accounts accounts;
    private final ContactNews news;
    private final int limit;
    private final LongSupplier ids;

    public Blocks(
            Change change,
            BlockChanges changes,
            People people,
            Accounts accounts,
            ContactNews news,
            int limit,
            LongSupplier ids) {
        this.change = change;
        this.changes = changes;
        this.people = people;
        this.accounts = accounts;
        this.news = news;
        this.limit = limit;
        this.ids = ids;
    }

    /// Blocks `other`; nothing where the user does already. The user's devices are told, as requests are gone by it;
    /// those of the other aren't.
    ///
    /// @throws HongyanException `notFound`; `conflict` beyond the limit
    void block(UserId user, UserId other) {
        accounts.user(other);
        Begun block = new Begun(user, other, ids.getAsLong());
        changes.begin(block);
        carryOut(block, change::make, two -> {
            Record state = two.run(STATE).getFirst();
            if (!state.get("blocking").isTrue()) {
                Change.requireRoom(state.get("blocked").asLong(), limit, "blocked people");
                two.run(BLOCK);
            }
            return other;
        });
        news.changed(List.of(user));
    }

    /// Blocks no more; nothing where the user doesn't.
    void unblock(UserId user, UserId other) {
        Begun end = new Begun(user, other, ids.getAsLong());
        changes.beginToEnd(end);
        carryOut(end, change::amend, two -> {
            two.run(UNBLOCK);
            return other;
        });
    }

    /// How two people's relation is changed.
    private interface Way {

        UserId change(UserId user, UserId other, Function<Change.Between, UserId> work);
    }

    private void carryOut(Begun begun, Way way, Function<Change.Between, UserId> work) {
        AtomicBoolean worked = new AtomicBoolean();
        try {
            way.change(begun.blocker(), begun.other(), two -> {
                worked.set(true);
                return work.apply(two);
            });
        } catch (HongyanException failure) {
            // What was begun and never answered may be done nevertheless.
            if (failure.code() != ErrorCode.UNAVAILABLE || !worked.get()) {
                changes.drop(begun);
            }
            throw failure;
        }
        changes.settle(begun);
    }

    Page<Listed> blocked(UserId user, int size, @Nullable String cursor) {
        return people.page(People.BLOCKED, user, size, cursor);
    }
}
