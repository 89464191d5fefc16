package io.hongyan.bench;

/// The benchmark can't run, or what it measured doesn't count; the message is one sentence.
final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchFailure(String message) {
        super(message);
    }
}
