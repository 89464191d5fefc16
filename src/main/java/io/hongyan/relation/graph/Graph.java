package io.hongyan.relation.graph;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.Neo4jException;

/// Asks Neo4j, and waits no longer than a bound, also for one that hangs. Thread-safe.
///
/// Where half of the last calls failed, nobody is let through for some seconds (a circuit breaker): callers then
/// have their answer at once, and a Neo4j that is starting isn't stormed.
public final class Graph {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration OPEN = Duration.ofSeconds(2);
    private static final int JUDGED = 20;
    private static final int JUDGED_AT_LEAST = 5;
    private static final int PROBES = 2;

    private final Driver driver;
    private final Duration timeout;
    private final CircuitBreaker breaker;
    private final Outage outage = new Outage("The relation chain", "Neo4j");
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("graph-", 0).factory());
    private volatile boolean laidOut;

    /// `timeout` is for a whole call: connecting, asking, and retries of what ran into another's lock.
    public Graph(Driver driver, Duration timeout, MeterRegistry metrics) {
        this.driver = driver;
        this.timeout = timeout;
        this.breaker = breaker(timeout);
        Gauge.builder("hongyan.graph.breaker.closed", () -> breaker.getState() == CircuitBreaker.State.CLOSED ? 1 : 0)
                .description("1 while Neo4j is asked, 0 while it is given up for some seconds")
                .register(metrics);
    }

    /// Where all of the last calls took half of what they may, it is as good as away: whoever waits is somebody's
    /// message.
    private static CircuitBreaker breaker(Duration timeout) {
        return CircuitBreaker.of(
                "neo4j",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(JUDGED)
                        .minimumNumberOfCalls(JUDGED_AT_LEAST)
                        .waitDurationInOpenState(OPEN)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .slowCallDurationThreshold(timeout.dividedBy(2))
                        .build());
    }

    /// The rows of a statement that only reads.
    ///
    /// @throws HongyanException `unavailable`
    public <T> List<T> read(String cypher, Map<String, Object> parameters, Function<Record, T> row) {
        return call(() -> {
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
        return call(() -> {
            try (Session session = driver.session()) {
                return session.executeWrite(transaction -> work.apply(in(transaction)), bounded());
            }
        });
    }

    /// The constraints and indexes are there; nothing is asked or written before.
    void laidOut() {
        laidOut = true;
        outage.isOver();
    }

    /// The constraints can't be made yet, for this reason.
    void waits(RuntimeException failure) {
        outage.goesOn(failure);
    }

    /// Runs a statement of the schema, which has a transaction of its own, however long it takes.
    void define(String cypher, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(cypher, parameters).consume();
        }
    }

    /// Asks whether Neo4j is there, past a breaker that is open no longer than it must be.
    ///
    /// @throws RuntimeException if it isn't, or isn't asked at the moment
    public void check() {
        if (!laidOut) {
            String reason = outage.reason();
            throw new IllegalStateException("its constraints aren't made yet" + (reason == null ? "" : ": " + reason));
        }
        try {
            read("RETURN 1", Map.of(), Function.identity());
        } catch (HongyanException away) {
            String reason = outage.reason();
            throw new IllegalStateException(
                    reason + ", breaker " + breaker.getState().name().toLowerCase(Locale.ROOT), away);
        }
    }

    private static GraphWork in(TransactionContext transaction) {
        return (cypher, parameters) -> transaction.run(cypher, parameters).list();
    }

    private TransactionConfig bounded() {
        return TransactionConfig.builder().withTimeout(timeout).build();
    }

    private <T> T call(Callable<T> question) {
        if (!laidOut || !breaker.tryAcquirePermission()) {
            throw away();
        }
        long begun = System.nanoTime();
        Future<T> asked = threads.submit(question);
        try {
            T answer = asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            succeeded(begun);
            return answer;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Neo4jException failure -> throw failed(begun, failure);
                case RuntimeException decided -> {
                    succeeded(begun);
                    throw decided;
                }
                case null, default -> {
                    breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, e);
                    throw new IllegalStateException(e);
                }
            }
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw failed(begun, new IllegalStateException("no answer within " + timeout.toMillis() + " ms"));
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(begun, e);
        }
    }

    private void succeeded(long begun) {
        breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        outage.isOver();
    }

    private HongyanException failed(long begun, Exception failure) {
        breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, failure);
        outage.goesOn(failure);
        return away();
    }

    /// Without the failure as its cause, which is logged once by the outage and not by each who is turned away.
    private static HongyanException away() {
        return HongyanException.unavailable("Relations can't be asked at the moment; try again.", RETRY_AFTER, null);
    }
}
