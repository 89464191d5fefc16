package io.hongyan.sdk.frame;

/// The server said something that the protocol doesn't have.
public final class UnreadableFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableFrameException(String message) {
        super(message);
    }

    UnreadableFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
