package io.hongyan.message.history;

import io.dropwizard.util.DataSize;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/// How much of the newest history this node keeps in memory, and how many search history at once.
public record HistoryConfiguration(
        @NotNull DataSize tailKept,
        @NotNull DataSize tailLimit,
        @Positive int searches) {

    @ValidationMethod(message = "tailLimit must be at least tailKept")
    public boolean isLimitAboveKept() {
        return tailLimit.toBytes() >= tailKept.toBytes();
    }
}
