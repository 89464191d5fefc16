package io.hongyan.message.history;

import io.dropwizard.util.DataSize;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;

/// How much of the newest history this node keeps in memory.
public record HistoryConfiguration(
        @NotNull DataSize tailKept, @NotNull DataSize tailLimit) {

    @ValidationMethod(message = "tailLimit must be at least tailKept")
    public boolean isLimitAboveKept() {
        return tailLimit.toBytes() >= tailKept.toBytes();
    }
}
