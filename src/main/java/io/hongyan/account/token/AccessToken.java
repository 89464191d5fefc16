package io.hongyan.account.token;

import java.time.Instant;

/// A signed access token and when it ends.
public record AccessToken(String text, Instant expiresAt) {

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
