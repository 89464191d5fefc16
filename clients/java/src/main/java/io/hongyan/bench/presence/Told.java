package io.hongyan.bench.presence;

import io.hongyan.bench.measure.Latency;
import org.HdrHistogram.Histogram;

/// What all watchers were told of changes. Thread-safe.
final class Told {

    private static final int MICRO = 1_000;

    private Histogram micros = Latency.histogram();
    private long frames;

    synchronized void begin() {
        micros = Latency.histogram();
        frames = 0;
    }

    synchronized void frame() {
        frames++;
    }

    synchronized void heard(Change change, long now) {
        micros.recordValue(Math.max(0, now - change.due()) / MICRO);
    }

    /// How many times a watcher was told of a change.
    synchronized long count() {
        return micros.getTotalCount();
    }

    synchronized long frames() {
        return frames;
    }

    synchronized Latency latency() {
        return Latency.of(micros);
    }
}
