package io.hongyan.notification;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/// Whom people are notified through, and how hard that is tried.
public record NotificationConfiguration(
        @NotNull String webhook,
        @NotNull String secret,
        @NotNull Duration timeout,
        @NotNull Duration delay,
        boolean preview,
        @Min(1) @Max(100) int attempts,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        Duration firstRetry,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        Duration lastRetry,

        @Min(1) @Max(64) int threads) {

    @JsonIgnore
    @ValidationMethod(message = "webhook must be an address, such as https://push.example.org/hongyan, with a secret")
    public boolean isWebhookWithSecret() {
        return webhook == null
                || webhook.isEmpty()
                || (webhook.matches("https?://[^/]+.*") && secret != null && !secret.isEmpty());
    }

    public boolean isOn() {
        return !webhook.isEmpty();
    }

    @Override
    public String toString() {
        return "NotificationConfiguration[" + webhook + "]";
    }
}
