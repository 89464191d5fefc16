package io.hongyan.message;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.hongyan.message.operation.Operations;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/// What may be done to messages.
public record MessagesConfiguration(
        @NotNull @MinDuration(value = 0, unit = TimeUnit.SECONDS)
        Duration recallWithin,

        @NotNull @MinDuration(value = 0, unit = TimeUnit.SECONDS)
        Duration editWithin) {

    /// For how long a message may be changed by its sender.
    public Operations.Times times() {
        return new Operations.Times(recallWithin.toJavaDuration(), editWithin.toJavaDuration());
    }
}
