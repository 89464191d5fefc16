package io.hongyan.sdk.rest;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tokens of somebody who logged in, refreshed when they run out.
///
/// A refresh token is good once. Its successor is handed to whoever keeps it before it is used, and a refresh whose
/// answer was lost is made again with the same key, so that the server repeats the answer. Thread-safe.
public final class LoginTokens implements TokenSource {

    /// How long before its end a token isn't used any more.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Rest rest;
    private final Clock clock;
    private final Consumer<Tokens> keeper;
    private Tokens tokens;
    private boolean isRefreshed;

    /// `keeper` stores new tokens.
    public LoginTokens(Rest rest, Tokens tokens, Clock clock, Consumer<Tokens> keeper) {
        this.rest = rest;
        this.tokens = tokens;
        this.clock = clock;
        this.keeper = keeper;
    }

    @Override
    public synchronized AccessToken token(@Nullable AccessToken spent) {
        AccessToken current = tokens.access();
        Instant end = tokens.expiresAt().minus(MARGIN);
        // Those of this process are known to be new; only of older ones the clock is asked, which may be wrong.
        if (!current.equals(spent) && (isRefreshed || clock.instant().isBefore(end))) {
            return current;
        }
        // The same for the same refresh token, in every process that may try it.
        String key = UUID.nameUUIDFromBytes(tokens.refreshToken().getBytes(StandardCharsets.UTF_8))
                .toString();
        Tokens refreshed = rest.refresh(tokens.refreshToken(), key);
        isRefreshed = true;
        keeper.accept(refreshed);
        tokens = refreshed;
        return refreshed.access();
    }
}
