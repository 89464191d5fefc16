package io.hongyan.projection;

import io.hongyan.infra.Outage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what a reader reads to a storage, on a thread of its own.
///
/// The loop's policy: while PostgreSQL or Kafka is away, it keeps what it has read, waits, and stays in its group; a
/// record that PostgreSQL refuses becomes a dead letter; and what can't be right, such as a log that is shorter than
/// what was written of it, stops the thread with one line.
final class ProjectorThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProjectorThread.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(3);
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final long BETWEEN_LAGS = Duration.ofSeconds(1).toNanos();

    private final LogReader reader;
    private final Storage storage;
    private final ProjectionMetrics metrics;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Outage postgresql = new Outage("The projector", "PostgreSQL");
    private final Outage kafka = new Outage("The projector", "Kafka");

    /// What was read and isn't stored, in order.
    private final Deque<Batch> pending = new ArrayDeque<>();

    private Duration pause = FIRST_PAUSE;
    private long lagAt = System.nanoTime();
    private volatile @Nullable String stopped;

    ProjectorThread(String name, LogReader reader, Storage storage, ProjectionMetrics metrics) {
        this.reader = reader;
        this.storage = storage;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        reader.wakeUp();
        try {
            thread.join(STOPPING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @throws IllegalStateException if this thread doesn't write at the moment, with the reason
    void check() {
        String reason = stopped != null ? stopped : postgresql.reason() != null ? postgresql.reason() : kafka.reason();
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try (reader) {
            reader.join(this::lost);
            while (!isClosing()) {
                step();
            }
        } catch (WakeupException | InterruptException e) {
            log.debug("{} is closed", thread.getName());
        } catch (FencedInstanceIdException e) {
            stop("another process runs with this node's name: node.name is unique", e);
        } catch (NewerFormatException | IllegalStateException e) {
            stop(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            log.error("The projector stopped; history goes on from memory as far as that reaches", e);
            stopped = e.toString();
        }
    }

    private void stop(String reason, RuntimeException cause) {
        log.error("The projector stopped; history goes on from memory as far as that reaches: {}", reason);
        log.debug("It stopped here", cause);
        stopped = reason;
    }

    private void step() {
        try {
            refreshLag();
            write();
            kafka.isOver();
        } catch (StorageException e) {
            postgresql.goesOn(e);
            reader.idle(nextPause());
        } catch (WakeupException | InterruptException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            kafka.goesOn(e);
            await(nextPause());
        }
    }

    private void write() {
        Set<TopicPartition> unknown = reader.unknown();
        if (!unknown.isEmpty()) {
            reader.begin(storage.offsets(unknown));
            postgresqlIsThere();
        }
        if (pending.isEmpty()) {
            add(reader.poll(POLL));
        }
        while (!pending.isEmpty()) {
            write(pending.getFirst());
        }
    }

    private void write(Batch batch) {
        Storage.Outcome outcome = storage.store(batch);
        postgresqlIsThere();
        pending.removeFirst();
        switch (outcome) {
            case Storage.Outcome.Stored stored -> {
                reader.stored(batch);
                metrics.stored(stored.rows());
                batch.items().forEach(this::reportDeadLetter);
            }
            case Storage.Outcome.Fenced() -> {
                log.warn(
                        "Somebody else has written {}: it is read again from what is stored",
                        batch.moves().keySet());
                pending.addFirst(batch);
                pending.forEach(unwritten -> reader.forget(unwritten.moves().keySet()));
                pending.clear();
                reader.idle(FIRST_PAUSE);
            }
            case Storage.Outcome.Refused(String reason) -> setAside(batch, reason);
        }
    }

    /// Narrows a refused batch down to the record that is at fault, which becomes a dead letter.
    private void setAside(Batch batch, String reason) {
        if (batch.items().size() > 1) {
            batch.halves().reversed().forEach(pending::addFirst);
        } else {
            pending.addFirst(batch.refused(reason));
        }
    }

    private void reportDeadLetter(Item item) {
        String reason = item.refusal();
        if (reason != null) {
            metrics.deadLetter();
            log.error("{} can't be projected and is kept in the table dead_letter: {}", item, reason);
        }
    }

    private void postgresqlIsThere() {
        postgresql.isOver();
        pause = FIRST_PAUSE;
    }

    private void add(Batch batch) {
        if (!batch.isEmpty()) {
            pending.addLast(batch);
        }
    }

    private void lost(Collection<TopicPartition> partitions) {
        Deque<Batch> kept = new ArrayDeque<>(pending);
        pending.clear();
        kept.forEach(batch -> add(batch.without(partitions)));
        metrics.lost(partitions);
    }

    private void refreshLag() {
        long now = System.nanoTime();
        if (now - lagAt < BETWEEN_LAGS) {
            return;
        }
        lagAt = now;
        try {
            metrics.lag(reader.lag(POLL));
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            // No figure is worth a stop; Kafka's client has been seen to fail here with a bug of its own.
            log.debug("Kafka doesn't say where the log ends", e);
        }
    }

    private Duration nextPause() {
        Duration next = pause;
        pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
        return next;
    }

    private void await(Duration duration) {
        try {
            closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
