package io.hongyan.sdk.outbox;

/// The outbox can't be read or written.
public final class OutboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
