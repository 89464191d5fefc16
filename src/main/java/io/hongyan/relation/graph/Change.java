package io.hongyan.relation.graph;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.neo4j.driver.Record;

/// A change of what two people are to each other: one at a time for each person, and told to all nodes.
/// Thread-safe.
public final class Change {

    /// Writing a property locks a person until the transaction ends. In order of ids, so that two who change
    /// something with each other at once wait instead of blocking one another.
    private static final String LOCK = """
            UNWIND $ids AS id
            MERGE (user:User {id: id})
            SET user.lock = true
            """;

    /// The same for those who are there; whoever isn't has nothing that could change meanwhile.
    private static final String LOCK_STORED = """
            UNWIND $ids AS id
            MATCH (user:User {id: id})
            SET user.lock = true
            """;

    private final Graph graph;
    private final BiConsumer<Collection<UserId>, UserId> changed;
    private final LongSupplier ids;
    private final Clock clock;

    /// `changed` hears of people and another one after the relation of each of them to that one has changed, or may
    /// have.
    public Change(Graph graph, BiConsumer<Collection<UserId>, UserId> changed, LongSupplier ids, Clock clock) {
        this.graph = graph;
        this.changed = changed;
        this.ids = ids;
        this.clock = clock;
    }

    /// What a change is made of: one transaction, in which both people are locked.
    public record Between(GraphWork graph, Map<String, Object> parameters) {

        /// Runs a statement that knows `$user`, `$other`, `$now` and a new `$id`.
        public List<Record> run(String cypher) {
            return graph.run(cypher, parameters);
        }

        /// The same for a statement that knows `more`, whose values may be null.
        public List<Record> run(String cypher, Map<String, ?> more) {
            Map<String, Object> all = new HashMap<>(parameters);
            all.putAll(more);
            return graph.run(cypher, all);
        }

        /// The same the other way around.
        public Between reversed() {
            Map<String, Object> reversed = new HashMap<>(parameters);
            reversed.put("user", parameters.get("other"));
            reversed.put("other", parameters.get("user"));
            return new Between(graph, reversed);
        }
    }

    /// Does `work`, and tells everybody that `user` and `other` have changed. Safe to be repeated after any
    /// failure.
    ///
    /// @throws HongyanException `unavailable`, or what `work` throws
    public <T> T make(UserId user, UserId other, Function<Between, T> work) {
        return make(LOCK, user, other, work);
    }

    /// Does `work` about many people and one, all of them locked, and tells everybody of each of the many with the one.
    /// Safe to be repeated after any failure.
    ///
    /// @throws HongyanException as [#make]
    public <T> T makeAll(Collection<UserId> users, UserId other, Function<GraphWork, T> work) {
        List<UserId> people = Stream.concat(users.stream(), Stream.of(other)).toList();
        return tellingOf(users, other, transaction -> {
            lock(transaction, people);
            return work.apply(transaction);
        });
    }

    /// The same for `work` that finds what it changes: it may find nothing, not even the people, and stores nobody.
    ///
    /// @throws HongyanException as [#make]
    public <T> T amend(UserId user, UserId other, Function<Between, T> work) {
        return make(LOCK_STORED, user, other, work);
    }

    private <T> T make(String statement, UserId user, UserId other, Function<Between, T> work) {
        if (user.equals(other)) {
            throw new HongyanException(ErrorCode.INVALID, "That is oneself.");
        }
        Map<String, Object> parameters =
                Map.of("user", user.value(), "other", other.value(), "now", clock.millis(), "id", ids.getAsLong());
        return tellingOf(List.of(user), other, transaction -> {
            lock(transaction, statement, List.of(user, other));
            return work.apply(new Between(transaction, parameters));
        });
    }

    private <T> T tellingOf(Collection<UserId> users, UserId other, Function<GraphWork, T> work) {
        AtomicBoolean begun = new AtomicBoolean();
        T done;
        try {
            done = graph.write(transaction -> {
                begun.set(true);
                return work.apply(transaction);
            });
        } catch (HongyanException failure) {
            // What was begun and never answered may be done nevertheless.
            if (failure.code() == ErrorCode.UNAVAILABLE && begun.get()) {
                changed.accept(users, other);
            }
            throw failure;
        }
        // Also where nothing changed: a first try may have failed just here.
        changed.accept(users, other);
        return done;
    }

    /// Has nobody else change what these people are to anybody until the transaction ends. To be called once in a
    /// transaction, before anything is asked whose answer is to hold.
    public static void lock(GraphWork transaction, Collection<UserId> people) {
        lock(transaction, LOCK, people);
    }

    private static void lock(GraphWork transaction, String statement, Collection<UserId> people) {
        transaction.run(
                statement,
                Map.of(
                        "ids",
                        people.stream().map(UserId::value).distinct().sorted().toList()));
    }

    /// Refuses one more of `count` where a person may have `limit`.
    public static void requireRoom(long count, int limit, String what) {
        if (count >= limit) {
            throw new HongyanException(ErrorCode.CONFLICT, "Nobody has more than " + limit + " " + what + ".");
        }
    }
}
