package io.hongyan.sync;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How much one user may ask of this node for being kept up to date over HTTP.
public record SyncConfiguration(@Min(1) @Max(10_000) int waitingPerUser) {}
