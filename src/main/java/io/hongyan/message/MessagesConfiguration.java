package io.hongyan.message;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/// What may be done to messages.
public record MessagesConfiguration(
        @NotNull @MinDuration(value = 0, unit = TimeUnit.SECONDS)
        Duration recallWithin) {}
