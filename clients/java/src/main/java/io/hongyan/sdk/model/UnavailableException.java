package io.hongyan.sdk.model;

/// No answer: the server can't be reached, or said nothing in time. Trying again later may help.
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
