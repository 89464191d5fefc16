package io.hongyan.notification;

import org.jspecify.annotations.Nullable;

/// A notification wasn't taken over: [not now][Retry#LATER], or never.
public final class PushFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final Retry retry;

    /// Whether it is of use to try again.
    public enum Retry {
        LATER,
        NEVER
    }

    public PushFailure(Retry retry, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.retry = retry;
    }

    public Retry retry() {
        return retry;
    }
}
