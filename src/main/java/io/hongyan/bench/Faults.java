package io.hongyan.bench;

import java.util.ArrayList;
import java.util.List;

/// Broken promises: any of them makes a run invalid. Thread-safe.
final class Faults {

    private static final int SHOWN = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    synchronized void add(String fault) {
        count++;
        if (first.size() < SHOWN) {
            first.add(fault);
        }
    }

    synchronized long count() {
        return count;
    }

    /// The first few of them.
    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
