package io.hongyan.bench.presence;

/// What a person has become, when that was due by the clock of [System#nanoTime], and how often they have changed.
record Change(String state, long due, int number) {

    static final Change NONE = new Change("", 0, 0);

    Change to(String next, long at) {
        return new Change(next, at, number + 1);
    }
}
