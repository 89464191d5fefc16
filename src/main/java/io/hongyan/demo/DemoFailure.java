package io.hongyan.demo;

/// What the demonstration was to show isn't so; the message is one sentence.
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoFailure(String message) {
        super(message);
    }
}
