package io.hongyan.bench.load;

import java.util.ArrayList;
import java.util.List;

/// Broken promises: any of them makes a run invalid. Thread-safe.
public final class Faults {

    private static final int SHOWN = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    public synchronized void add(String fault) {
        count++;
        if (first.size() < SHOWN) {
            first.add(fault);
        }
    }

    public synchronized long count() {
        return count;
    }

    /// The first few of them.
    public synchronized List<String> first() {
        return List.copyOf(first);
    }
}
