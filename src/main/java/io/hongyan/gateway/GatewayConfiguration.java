package io.hongyan.gateway;

import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How sockets are treated.
///
/// `origins` are those of web pages that may connect besides the server's own host, such as `https://chat.example.org`;
/// `*` is any.
public record GatewayConfiguration(
        @NotNull @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        Duration pingInterval,

        @NotNull @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        Duration helloTimeout,

        @NotNull @MinDuration(value = 0, unit = TimeUnit.SECONDS)
        Duration tokenGrace,

        @NotNull @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        Duration stuckAfter,

        @NotNull @MinDuration(value = 0, unit = TimeUnit.SECONDS)
        Duration drainSpread,

        @NotNull @MinDataSize(64 * 1024) @MaxDataSize(64 * 1024 * 1024)
        DataSize outboxBytes,

        @Min(1) @Max(100_000) int maxUnanswered,
        @NotNull List<@NotEmpty String> origins) {

    public GatewayConfiguration {
        origins = List.copyOf(origins);
    }

    GatewayRules rules() {
        return new GatewayRules(
                pingInterval.toJavaDuration(),
                helloTimeout.toJavaDuration(),
                tokenGrace.toJavaDuration(),
                stuckAfter.toJavaDuration(),
                drainSpread.toJavaDuration(),
                maxUnanswered);
    }
}
