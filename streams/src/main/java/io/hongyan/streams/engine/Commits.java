package io.hongyan.streams.engine;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Has one task committed at [its thread's pace][CommitPace]. Used by that thread only.
///
/// It reads a clock, which no decision may: when a transaction ends changes nothing of what is in it.
public final class Commits {

    /// The commit interval in milliseconds, among the application's properties.
    static final String INTERVAL = "hongyan.commit.interval.ms";

    /// How often to look whether it is time, when no more records come. Each look halves how many records Kafka Streams
    /// takes in its next round.
    private static final Duration LOOK = Duration.ofMillis(5);

    private final ProcessorContext<?, ?> context;
    private final CommitPace pace;
    private final long interval;
    private long processedAfter = -1;

    private Commits(ProcessorContext<?, ?> context) {
        this.context = context;
        this.pace = CommitPace.ofThisThread();
        this.interval = context.appConfigs().get(INTERVAL) instanceof Long millis
                ? Duration.ofMillis(millis).toNanos()
                : 0;
    }

    /// Those of the task of `context`; to be called when it is initialised.
    public static Commits of(ProcessorContext<?, ?> context) {
        Commits commits = new Commits(context);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, _ -> commits.requestIfDue());
        return commits;
    }

    /// A record was processed, which is to be committed.
    public void processed() {
        processedAfter = pace.commits();
        pace.processed(interval);
        requestIfDue();
    }

    /// A request without anything to commit would stay, and end the next transaction after its first record.
    private void requestIfDue() {
        if (processedAfter == pace.commits() && pace.isDue()) {
            context.commit();
        }
    }
}
