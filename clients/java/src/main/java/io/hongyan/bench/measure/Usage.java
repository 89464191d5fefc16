package io.hongyan.bench.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What each process has used since it began, or between two looks: seconds of CPU, and
/// bytes that it stored.
public record Usage(Map<String, Double> seconds, Map<String, Long> stored) {

    /// Nothing at all.
    public static final Usage NONE = new Usage(Map.of(), Map.of());

    private static final double KILO = 1_024;

    public Usage {
        seconds = Map.copyOf(seconds);
        stored = Map.copyOf(stored);
    }

    public Usage since(Usage before) {
        Map<String, Double> secondsSince = new HashMap<>();
        seconds.forEach((name, used) -> secondsSince.put(name, used - before.seconds.getOrDefault(name, 0.0)));
        Map<String, Long> storedSince = new HashMap<>();
        stored.forEach((name, used) -> storedSince.put(name, used - before.stored.getOrDefault(name, 0L)));
        return new Usage(secondsSince, storedSince);
    }

    /// Less what an idle server would have used in `length` seconds, if it uses `idle` in one.
    public Usage above(Usage idle, double length) {
        Map<String, Double> more = new HashMap<>();
        seconds.forEach((name, used) ->
                more.put(name, Math.max(0, used - idle.seconds.getOrDefault(name, 0.0) * length)));
        return new Usage(more, stored);
    }

    /// Seconds of CPU for each of `units` of something.
    public Map<String, Double> cpuSeconds(double units) {
        return each(seconds, used -> used / units);
    }

    /// Kilobytes for each of `units` of something.
    public Map<String, Double> storedKilobytes(double units) {
        return each(stored, bytes -> bytes / KILO / units);
    }

    private static <N extends Number> Map<String, Double> each(Map<String, N> all, ToDoubleFunction<N> part) {
        Map<String, Double> each = new HashMap<>();
        all.forEach((name, value) -> each.put(name, part.applyAsDouble(value)));
        return each;
    }
}
