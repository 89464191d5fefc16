package io.hongyan.streams.engine;

/// The state can't be trusted to go on numbering: an operator must act, and the message says how.
public final class NumberingException extends RuntimeException {

    /// What an operator can do when Kafka has lost something.
    public static final String REMEDY = "restore Kafka's disk from its backup";

    private static final long serialVersionUID = 1;

    public NumberingException(String message) {
        super(message);
    }
}
