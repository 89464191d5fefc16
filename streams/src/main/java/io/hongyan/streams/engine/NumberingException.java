package io.hongyan.streams.engine;

/// The state can't be trusted to go on numbering: an operator must act, and the message says how.
public final class NumberingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NumberingException(String message) {
        super(message);
    }
}
