package io.hongyan.message.history;

/// The entries from `from` to `to`, both included; none where `to` is below `from`.
record Span(long from, long to) {

    boolean isEmpty() {
        return to < from;
    }

    int size() {
        return isEmpty() ? 0 : Math.toIntExact(to - from + 1);
    }
}
