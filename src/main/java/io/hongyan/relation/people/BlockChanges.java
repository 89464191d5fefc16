package io.hongyan.relation.people;

import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.people.BlockChangeRepository.Begun;
import io.hongyan.relation.people.BlockChangeRepository.Reached;
import io.hongyan.relation.permission.Ties;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.neo4j.driver.Record;

/// Has whoever hears of blocks end up with what Neo4j has, whatever fails on the way. Thread-safe.
///
/// Each change is stored in PostgreSQL before Neo4j is asked to make it, and is there until it is settled: Neo4j is
/// asked what has become of it, while nobody else settles one of the same two. What its node doesn't settle, because it
/// dies or has no answer, is [settled later][#catchUp()].
public final class BlockChanges {

    /// An index takes a word on each of its properties.
    static final String FOLLOWING = """
            MATCH (:User)-[blocks:BLOCKS]->(:User)
            WHERE blocks.source >= $blocker AND blocks.number IS NOT NULL
                AND (blocks.source > $blocker OR blocks.number > $number)
            RETURN blocks.source AS blocker, blocks.target AS other, blocks.number AS number
            ORDER BY blocks.source, blocks.number
            LIMIT $limit
            """;

    private static final int TOGETHER = 500;

    private final Jdbi jdbi;
    private final BlockChangeRepository changes;
    private final Graph graph;
    private final Ties ties;
    private final BlockListener listener;
    private final Duration given;
    private final Clock clock;

    /// `given` is how long a change may take, and then isn't under way any more.
    public BlockChanges(Jdbi jdbi, Graph graph, Ties ties, BlockListener listener, Duration given, Clock clock) {
        this.jdbi = jdbi;
        this.changes = jdbi.onDemand(BlockChangeRepository.class);
        this.graph = graph;
        this.ties = ties;
        this.listener = listener;
        this.given = given;
        this.clock = clock;
    }

    /// A block is about to be made.
    void begin(Begun block) {
        changes.store(block, clock.instant());
        listener.begins(block.blocker(), block.other(), block.id());
    }

    /// A block is about to be ended.
    void beginToEnd(Begun block) {
        changes.store(block, clock.instant());
    }

    /// Nothing was changed.
    void drop(Begun change) {
        listener.isRefused(change.blocker(), change.other(), change.id());
        changes.delete(change);
    }

    /// Looks what Neo4j has now, which this change has no part in any more.
    ///
    /// @throws io.hongyan.error.HongyanException `unavailable`
    void settle(Begun change) {
        jdbi.useTransaction(transaction -> {
            BlockChangeRepository repository = transaction.attach(BlockChangeRepository.class);
            // Once more, for one that took so long that it was settled before it was done.
            repository.store(change, clock.instant());
            repository.lock(change);
            if (ties.find(change.blocker(), change.other()).blocking()) {
                listener.holds(transaction, change.blocker(), change.other());
            } else {
                listener.isOver(transaction, change.blocker(), change.other());
            }
            repository.delete(change);
        });
    }

    /// Settles what nobody has settled; also, once, all blocks from before anybody heard of them.
    ///
    /// @throws io.hongyan.error.HongyanException `unavailable`, and then the rest waits for the next time
    public void catchUp() {
        Optional<Reached> reached = changes.findReached();
        while (reached.isPresent()) {
            walk(reached.get());
            settleForgotten();
            reached = changes.findReached();
        }
        settleForgotten();
    }

    private void walk(Reached reached) {
        List<Record> found = graph.read(
                FOLLOWING,
                Map.of("blocker", reached.blocker(), "number", reached.number(), "limit", TOGETHER),
                row -> row);
        jdbi.useTransaction(transaction -> {
            BlockChangeRepository repository = transaction.attach(BlockChangeRepository.class);
            found.forEach(row -> repository.store(
                    new Begun(
                            new UserId(row.get("blocker").asLong()),
                            new UserId(row.get("other").asLong()),
                            row.get("number").asLong()),
                    Instant.EPOCH));
            if (found.size() < TOGETHER) {
                repository.endWalk();
            } else {
                Record last = found.getLast();
                repository.reach(new Reached(
                        last.get("blocker").asLong(), last.get("number").asLong()));
            }
        });
    }

    private void settleForgotten() {
        List<Begun> forgotten;
        do {
            forgotten = changes.forgotten(clock.instant().minus(given), TOGETHER);
            forgotten.forEach(this::settle);
        } while (forgotten.size() == TOGETHER);
    }
}
