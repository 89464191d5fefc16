package io.hongyan.relation.graph;

import io.hongyan.error.HongyanException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.ClientException;

/// Asks Neo4j, and waits no longer than a bound, also for one that hangs. Thread-safe.
///
/// Who may write to whom is asked through a [gate][#door] of its own: whatever else is asked, and however long that
/// takes, messages don't wait for it.
public final class Graph implements Questions {

    /// What Neo4j calls the refusals of its schema.
    private static final String SCHEMA = "Neo.ClientError.Schema.";

    private final Driver driver;
    private final Duration timeout;
    private final Gate gate;
    private final Gate door;
    private volatile boolean laidOut;

    /// `timeout` is for a whole call: waiting for room, connecting, asking, and retries of what ran into another's
    /// lock.
    public Graph(Driver driver, Duration timeout, MeterRegistry metrics) {
        this.driver = driver;
        this.timeout = timeout;
        this.gate = new Gate("neo4j", "The relation chain", timeout, metrics);
        this.door = new Gate("neo4j-door", "Who may write to whom", timeout, metrics);
    }

    @Override
    public <T> List<T> read(String cypher, Map<String, Object> parameters, Function<Record, T> row) {
        return read(gate, cypher, parameters, row);
    }

    /// The same for questions that somebody's message waits for.
    public Questions door() {
        return this::readAtDoor;
    }

    private <T> List<T> readAtDoor(String cypher, Map<String, Object> parameters, Function<Record, T> row) {
        return read(door, cypher, parameters, row);
    }

    private <T> List<T> read(Gate through, String cypher, Map<String, Object> parameters, Function<Record, T> row) {
        return call(through, () -> {
            try (Session session = driver.session()) {
                // In a transaction of its own, which costs one round trip instead of three.
                return session.run(cypher, parameters, bounded()).list(row);
            }
        });
    }

    /// What `work` gives, done in one transaction; it may be run again where it ran into another's lock.
    ///
    /// @throws HongyanException `unavailable`, and then it may be done all the same; or what `work` throws, and
    ///     then nothing was changed
    public <T> T write(Function<GraphWork, T> work) {
        return call(gate, () -> {
            try (Session session = driver.session()) {
                return session.executeWrite(transaction -> work.apply(in(transaction)), bounded());
            }
        });
    }

    /// The constraints and indexes are there; nothing is asked or written before.
    void laidOut() {
        laidOut = true;
        gate.outage().isOver();
    }

    /// The constraints can't be made yet, for this reason.
    void waits(RuntimeException failure) {
        gate.outage().goesOn(failure);
    }

    /// Runs a statement of the schema, which has a transaction of its own, however long it takes; once more where it
    /// ran into another's lock, or another has just made the same.
    void define(String cypher, Map<String, Object> parameters) {
        try {
            defineOnce(cypher, parameters);
        } catch (ClientException refused) {
            // `IF NOT EXISTS` looks before it waits for the lock that another holds who makes it.
            if (!refused.code().startsWith(SCHEMA)) {
                throw refused;
            }
            defineOnce(cypher, parameters);
        }
    }

    private void defineOnce(String cypher, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.executeWriteWithoutResult(
                    transaction -> transaction.run(cypher, parameters).consume());
        }
    }

    /// Asks whether Neo4j is there, past a breaker that is open no longer than it must be.
    ///
    /// @throws RuntimeException if it isn't, or isn't asked at the moment
    public void check() {
        check(gate);
    }

    /// The same for [#door].
    public void checkDoor() {
        check(door);
    }

    private void check(Gate asked) {
        if (!laidOut) {
            String reason = gate.outage().reason();
            throw new IllegalStateException("its constraints aren't made yet" + (reason == null ? "" : ": " + reason));
        }
        try {
            read(asked, "RETURN 1", Map.of(), Function.identity());
        } catch (HongyanException away) {
            throw new IllegalStateException(asked.state(), away);
        }
    }

    private static GraphWork in(TransactionContext transaction) {
        return (cypher, parameters) -> transaction.run(cypher, parameters).list();
    }

    private TransactionConfig bounded() {
        return TransactionConfig.builder().withTimeout(timeout).build();
    }

    private <T> T call(Gate through, Callable<T> question) {
        if (!laidOut) {
            throw Gate.away();
        }
        return through.call(question);
    }
}
