package io.hongyan.relation;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.hongyan.relation.permission.MessagingPolicy;
import io.hongyan.relation.permission.OutagePolicy;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/// Who may talk to whom, and how large a part of the relation chain one person may have.
///
/// @param exempt service accounts, for which `messaging` doesn't count
/// @param limit how many contacts, followed and blocked people one person may have, each
public record RelationsConfiguration(
        @NotNull MessagingPolicy messaging,
        @NotNull OutagePolicy onOutage,
        @NotNull Set<@NotNull UserId> exempt,
        @NotNull @MinDuration(1) Duration timeout,
        @NotNull @MinDuration(1) Duration requestLife,
        @Min(1) @Max(1_000_000) int limit,
        @NotNull @Valid Remembered remembered) {

    public RelationsConfiguration {
        exempt = exempt == null ? Set.of() : Set.copyOf(exempt);
    }

    /// How many decisions about two people are remembered, how many followed people, and for how long.
    public record Remembered(
            @Min(0) @Max(10_000_000) int pairs,
            @Min(0) @Max(100_000_000) int followees,
            @NotNull @MinDuration(1) Duration life) {}
}
