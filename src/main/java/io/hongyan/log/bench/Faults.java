package io.hongyan.log.bench;

import java.util.ArrayList;
import java.util.List;

/// What makes a run invalid; the first of it is told, and how much there was. Thread-safe.
final class Faults {

    private static final int TOLD = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    synchronized void add(String fault) {
        count++;
        if (first.size() < TOLD) {
            first.add(fault);
        }
    }

    synchronized boolean isEmpty() {
        return count == 0;
    }

    @Override
    public synchronized String toString() {
        String told = String.join("; ", first);
        return count > TOLD ? "%s; and %d more".formatted(told, count - TOLD) : told;
    }
}
