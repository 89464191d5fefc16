package io.hongyan.sdk.rest;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What requests are made with. `expiresAt` is null where that isn't known.
public record AccessToken(String value, @Nullable Instant expiresAt) {

    public AccessToken {
        Objects.requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return "AccessToken[]";
    }
}
