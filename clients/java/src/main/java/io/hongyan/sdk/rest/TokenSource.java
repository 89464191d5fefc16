package io.hongyan.sdk.rest;

import io.hongyan.sdk.model.Problem;
import io.hongyan.sdk.model.ProblemException;
import org.jspecify.annotations.Nullable;

/// Gives tokens, and fresh ones in time. Implementations are thread-safe; calls may block.
@FunctionalInterface
public interface TokenSource {

    /// A token other than `spent`, which expires soon or was refused; null if any token will do.
    ///
    /// A [ProblemException] that isn't retryable means that there will be none: somebody has to log in again.
    AccessToken token(@Nullable AccessToken spent);

    /// One token, until it expires.
    static TokenSource of(String value) {
        AccessToken only = new AccessToken(value, null);
        return spent -> {
            if (only.equals(spent)) {
                throw new ProblemException(new Problem(
                        null,
                        "Log in first",
                        401,
                        "the token is not good any more",
                        "unauthenticated",
                        false,
                        null,
                        null));
            }
            return only;
        };
    }
}
