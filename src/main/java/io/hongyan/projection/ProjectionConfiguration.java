package io.hongyan.projection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How the log is written to PostgreSQL.
public record ProjectionConfiguration(@Min(0) @Max(64) int threads) {}
