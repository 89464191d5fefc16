package io.hongyan.relation.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/// How long one question took, asked many times one after the other.
record Figure(String question, long count, double p50Millis, double p99Millis, double maxMillis) {

    private static final double MICROS = 1_000;

    static final String HEAD = "%-44s %8s %10s %10s %10s".formatted("question", "asked", "p50 ms", "p99 ms", "max ms");

    /// Of times in microseconds.
    static Figure of(String question, Histogram micros) {
        return new Figure(
                question,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getMaxValue() / MICROS);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%-44s %,8d %10.3f %10.3f %10.3f", question, count, p50Millis, p99Millis, maxMillis);
    }
}
