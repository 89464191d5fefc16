package io.hongyan.log;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.streams.engine.NumberingException;
import io.hongyan.streams.engine.StreamsEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts what reads and writes the log in the order in which nothing is missed, and stops it in reverse.
///
/// The feeds come before the topologies: what these say from their first record on is heard.
public final class Pipeline implements Managed {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    /// How long the start waits for the state to be restored; the server then serves what it can.
    private static final Duration RESTORE = Duration.ofSeconds(60);

    private final TopicLayout topics;
    private final SummaryTable summaries;
    private final MailboxFeed mailboxes;
    private final EventFeed events;
    private final Supplier<Map<Integer, Long>> firstEvents;
    private final Runnable caughtUp;
    private final Supplier<List<StreamsEngine>> engines;
    private volatile List<StreamsEngine> started = List.of();
    private volatile @Nullable String contradiction;

    /// @param firstEvents from which offset of each partition of `events` this node has to know the entries
    /// @param caughtUp is told when all entries up to now have been heard
    /// @param engines makes the topologies' engines, when the topics are there
    public Pipeline(
            TopicLayout topics,
            SummaryTable summaries,
            MailboxFeed mailboxes,
            EventFeed events,
            Supplier<Map<Integer, Long>> firstEvents,
            Runnable caughtUp,
            Supplier<List<StreamsEngine>> engines) {
        this.topics = topics;
        this.summaries = summaries;
        this.mailboxes = mailboxes;
        this.events = events;
        this.firstEvents = firstEvents;
        this.caughtUp = caughtUp;
        this.engines = engines;
    }

    @Override
    public void start() throws InterruptedException {
        topics.ensure();
        summaries.start();
        mailboxes.start();
        events.start(firstEvents.get(), this::contradicted);
        startEngines();
        long deadline = System.nanoTime() + RESTORE.toNanos();
        for (StreamsEngine engine : started) {
            if (!engine.awaitRunning(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                log.warn("{} isn't running yet; until it is, sending is answered 503 or 504", engine.application());
            }
        }
        if (started.stream().allMatch(StreamsEngine::isRunning)) {
            topics.rememberChangelogs();
        }
    }

    /// Not where the events contradict themselves already.
    private synchronized void startEngines() {
        if (contradiction != null) {
            throw new NumberingException(contradiction);
        }
        caughtUp.run();
        started = engines.get();
        started.forEach(StreamsEngine::start);
    }

    @Override
    public void stop() {
        started.forEach(StreamsEngine::close);
        events.close();
        mailboxes.close();
        summaries.close();
    }

    /// Why a topology ended for good; empty while none has.
    public Optional<String> failure() {
        return Optional.ofNullable(contradiction)
                .or(() -> started.stream()
                        .flatMap(engine -> engine.failure().stream())
                        .findFirst());
    }

    /// Clients have seen what the log no longer says: nothing more may be built on it.
    private synchronized void contradicted(String why) {
        contradiction = why;
        started.forEach(StreamsEngine::close);
    }

    /// The engines of the topologies; none before the start.
    public List<StreamsEngine> engines() {
        return started;
    }
}
