package io.hongyan.bench;

import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What one phase showed. CPU is in cores, which are seconds used for each second that passed, and in milliseconds for
/// each message that was acknowledged.
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
        Map<String, Double> cores,
        Map<String, Double> cpuMillisAMessage) {

    Figures {
        cores = Map.copyOf(cores);
        cpuMillisAMessage = Map.copyOf(cpuMillisAMessage);
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

    /// What each process has used between two looks, divided by `units` of something.
    static Map<String, Double> each(Map<String, Double> before, Map<String, Double> after, double units) {
        Map<String, Double> each = new HashMap<>();
        after.forEach((name, used) -> each.put(name, (used - before.getOrDefault(name, 0.0)) / units));
        return each;
    }
}
