package io.hongyan.account.token;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Who signs tokens for whom, and how long they live.
public record TokensConfiguration(
        @NotEmpty String issuer,
        @NotEmpty String audience,

        @NotNull
        @MinDuration(value = 1, unit = TimeUnit.MINUTES)
        @MaxDuration(value = TokensConfiguration.LONGEST_LIFE_SECONDS, unit = TimeUnit.SECONDS)
        Duration accessLife,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.HOURS) @MaxDuration(value = 365, unit = TimeUnit.DAYS)
        Duration refreshLife,

        @Nullable Path keys) {

    /// The longest an access token can live; longer only than `accessLife` where an administrator mints one.
    public static final long LONGEST_LIFE_SECONDS = 24 * 60 * 60;

    static final java.time.Duration LONGEST_LIFE = java.time.Duration.ofSeconds(LONGEST_LIFE_SECONDS);

    /// The tokens signed with the configured keys, which are in a folder of the node's data unless said otherwise.
    public AccessTokens accessTokens(Path nodeData, Revocations revocations, Clock clock) {
        Path folder = keys == null || keys.toString().isEmpty() ? nodeData.resolve("keys") : keys;
        return new AccessTokens(
                issuer, audience, accessLife.toJavaDuration(), SigningKeys.load(folder), revocations, clock);
    }

    /// The sessions that those tokens belong to.
    public Sessions sessions(
            Jdbi jdbi,
            AccessTokens tokens,
            Revocations revocations,
            Map<DeviceKind, DevicePolicy> policies,
            Clock clock) {
        return new Sessions(jdbi, tokens, revocations, refreshLife.toJavaDuration(), policies, clock);
    }
}
