package io.hongyan.infra;

import io.dropwizard.util.DataSize;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/// How much one caller may ask for.
public record LimitsConfiguration(
        @NotNull @MinDataSize(64 * 1024) @MaxDataSize(64 * 1024 * 1024)
        DataSize body,

        @Min(1) int credentialsPerMinute,
        @Min(1) int sendsPerSecond,
        @Min(1) int sendsAtOnce) {}
