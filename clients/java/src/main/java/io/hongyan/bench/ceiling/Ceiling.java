package io.hongyan.bench.ceiling;

import io.hongyan.bench.measure.Latency;
import org.HdrHistogram.Histogram;

/// How much of something there was a second, at the most, and how long one took meanwhile.
public record Ceiling(String what, double perSecond, Latency latency) {

    private static final double NANOS_PER_SECOND = 1e9;

    /// Of what has been recorded since `begin`, on the clock of [System#nanoTime].
    static Ceiling of(String what, Histogram micros, long begin) {
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        return new Ceiling(what, micros.getTotalCount() / seconds, Latency.of(micros));
    }
}
