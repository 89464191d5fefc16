package io.hongyan.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A whole run, as it is kept. It is valid only if there isn't a single fault.
record Result(
        Instant at,
        int processors,
        int users,
        List<Figures> phases,
        Map<String, Long> megabytes,
        long faults,
        List<String> firstFaults) {

    Result {
        phases = List.copyOf(phases);
        megabytes = Map.copyOf(megabytes);
        firstFaults = List.copyOf(firstFaults);
    }

    boolean valid() {
        return faults == 0;
    }
}
