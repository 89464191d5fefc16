package io.hongyan.sdk.rest;

import io.hongyan.sdk.model.User;
import java.time.Instant;

/// What the server gives to who logs in: to be kept as carefully as a password.
public record Tokens(String accessToken, Instant expiresAt, String refreshToken, User user, Device device) {

    /// The client that logged in, as one of its user's.
    public record Device(String id, String kind, String name) {}

    AccessToken access() {
        return new AccessToken(accessToken, expiresAt);
    }

    @Override
    public String toString() {
        return "Tokens[of " + user.name() + "]";
    }
}
