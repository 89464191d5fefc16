package io.hongyan.bench;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What one phase showed. CPU is in cores: seconds used for each second that passed.
record Figures(
        String phase,
        int offeredPerSecond,
        double acknowledgedPerSecond,
        double deliveredPerSecond,
        Latency acknowledgement,
        Latency delivery,
        boolean sustained,
        int backlog,
        int refusals,
        double unreadRightAfterSeconds,
        Map<String, Double> cores) {

    Figures {
        cores = Map.copyOf(cores);
    }

    /// Milliseconds from when a message was due.
    record Latency(double p50, double p99, double max) {

        private static final double MICROS_PER_MILLI = 1_000;

        static Latency of(Histogram micros) {
            return new Latency(
                    micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                    micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                    micros.getMaxValue() / MICROS_PER_MILLI);
        }
    }

    static Map<String, Double> cores(Map<String, Double> before, Map<String, Double> after, double seconds) {
        Map<String, Double> cores = new TreeMap<>();
        after.forEach((name, used) -> cores.put(name, (used - before.getOrDefault(name, 0.0)) / seconds));
        return cores;
    }
}
