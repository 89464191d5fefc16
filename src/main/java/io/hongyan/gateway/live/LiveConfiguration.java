package io.hongyan.gateway.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// What connected people are told of each other.
public record LiveConfiguration(
        @Min(0) @Max(1_000) int receiptsUpTo,
        @Min(0) @Max(1_000) int typingUpTo,
        @Min(0) @Max(10_000) int maxWatched) {}
