package io.hongyan.client;

/// A command that talks to a server can't go on, or has found a promise broken; the message is one sentence.
public sealed class ClientFailure extends RuntimeException permits UnexpectedAnswer {

    private static final long serialVersionUID = 1;

    public ClientFailure(String message) {
        super(message);
    }
}
