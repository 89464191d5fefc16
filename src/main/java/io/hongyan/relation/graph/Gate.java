package io.hongyan.relation.graph;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.neo4j.driver.exceptions.Neo4jException;

/// The way to Neo4j of one kind of question, which those of another kind don't get in the way of. Thread-safe.
///
/// It has room for so many at once, and nobody waits longer than a bound, also for a Neo4j that hangs. Where half of
/// the last calls failed, nobody is let through for some seconds (a circuit breaker): callers then have their answer at
/// once, and a Neo4j that is starting isn't stormed.
final class Gate {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration OPEN = Duration.ofSeconds(2);
    private static final int JUDGED = 20;
    private static final int JUDGED_AT_LEAST = 5;
    private static final int PROBES = 2;

    /// Each question has a connection, and the driver has a hundred for all gates.
    private static final int ROOM = 40;

    private final Duration timeout;
    private final Outage outage;
    private final CircuitBreaker breaker;
    private final Semaphore room = new Semaphore(ROOM);
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("graph-", 0).factory());

    /// `name` is for metrics, and `who` asks, as in "The relation chain waits for Neo4j".
    Gate(String name, String who, Duration timeout, MeterRegistry metrics) {
        this.timeout = timeout;
        this.outage = new Outage(who, "Neo4j");
        this.breaker = breaker(name, timeout);
        Gauge.builder("hongyan.graph.breaker.closed", () -> breaker.getState() == CircuitBreaker.State.CLOSED ? 1 : 0)
                .description("1 while Neo4j is asked, 0 while it is given up for some seconds")
                .tag("gate", name)
                .register(metrics);
        Gauge.builder("hongyan.graph.asked", () -> ROOM - room.availablePermits())
                .description("Questions that Neo4j is asked at the moment")
                .tag("gate", name)
                .register(metrics);
    }

    /// Where all of the last calls took half of what they may, it is as good as away: whoever waits is somebody's
    /// message.
    private static CircuitBreaker breaker(String name, Duration timeout) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(JUDGED)
                        .minimumNumberOfCalls(JUDGED_AT_LEAST)
                        .waitDurationInOpenState(OPEN)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .slowCallDurationThreshold(timeout.dividedBy(2))
                        .build());
    }

    /// What Neo4j is to those who ask here.
    Outage outage() {
        return outage;
    }

    /// Why nobody has an answer, for operators.
    String state() {
        String reason = outage.reason();
        CircuitBreaker.State state = breaker.getState();
        return (reason == null ? crowded(state) : reason)
                + ", breaker "
                + state.name().toLowerCase(Locale.ROOT);
    }

    /// Why nobody has an answer although there is no failure.
    private String crowded(CircuitBreaker.State state) {
        long patience = timeout.toMillis() / 2;
        return state == CircuitBreaker.State.CLOSED
                ? "no room within " + patience + " ms, " + ROOM + " questions wait for their answers"
                : "too many of the last answers were failures, or took more than " + patience + " ms";
    }

    /// The answer to `question`.
    ///
    /// @throws HongyanException `unavailable`
    <T> T call(Callable<T> question) {
        if (!breaker.tryAcquirePermission()) {
            throw away();
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        enter();
        long begun = System.nanoTime();
        FutureTask<T> asked = new FutureTask<>(question);
        threads.execute(() -> {
            try {
                asked.run();
            } finally {
                // Also where nobody waits any more: it has its connection until now.
                room.release();
            }
        });
        return answer(asked, begun, deadline);
    }

    /// Half of the time is for finding room, so that who has it has time to ask. That there is none says nothing of
    /// Neo4j: those who have it find out.
    private void enter() {
        try {
            if (room.tryAcquire(timeout.toNanos() / 2, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        breaker.releasePermission();
        throw away();
    }

    private <T> T answer(FutureTask<T> asked, long begun, long deadline) {
        try {
            T answer = asked.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
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
            throw failed(begun, new IllegalStateException("it was asked no longer", e));
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
    static HongyanException away() {
        return HongyanException.unavailable("Relations can't be asked at the moment; try again.", RETRY_AFTER, null);
    }
}
