package io.hongyan.bench.measure;

import org.HdrHistogram.Histogram;

/// How long something took, in milliseconds from when it was due; zeros where it never happened.
public record Latency(double p50, double p90, double p99, double p999, double max, long count) {

    private static final double MICROS_PER_MILLI = 1_000;
    private static final long MAX_MICROS = 600_000_000;
    private static final int DIGITS = 3;

    /// A histogram of microseconds, up to ten minutes, with three digits.
    public static Histogram histogram() {
        Histogram micros = new Histogram(MAX_MICROS, DIGITS);
        micros.setAutoResize(true);
        return micros;
    }

    public static Latency of(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(90) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI,
                micros.getTotalCount());
    }
}
