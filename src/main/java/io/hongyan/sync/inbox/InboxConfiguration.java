package io.hongyan.sync.inbox;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/// How much of what devices may have missed is kept in Redis, and by how many threads of this node it is written.
public record InboxConfiguration(
        @Min(0) @Max(64) int threads,
        @Min(1) @Max(1_000_000) int maxLength,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MINUTES)
        Duration maxAge) {}
