package io.hongyan.feed;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.hongyan.fanout.FanoutConfiguration.Mode;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutStrategy;
import io.hongyan.streams.fanout.HybridFanout;
import io.hongyan.streams.fanout.ReadFanout;
import io.hongyan.streams.fanout.WriteFanout;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/// Who pays for a post, and how much is kept of a timeline.
public record FeedConfiguration(
        @NotNull Mode mode,
        @NotNull @Valid BigV bigV,
        @NotNull @Valid Timeline timeline,
        @NotNull @Valid Spreading fanout,
        @NotNull @MinDuration(1) Duration hintEvery) {

    /// Authors of more followers than that are read from their own timeline.
    public record BigV(
            @Min(0) int followers,
            @DecimalMin("0") @DecimalMax("0.9") double hysteresis) {}

    /// What Redis keeps of what somebody is shown.
    public record Timeline(
            @Min(1) @Max(100_000) int length,
            @NotNull @MinDuration(1) Duration life) {}

    /// How posts are written into timelines.
    public record Spreading(
            @Min(0) @Max(64) int threads, @Min(1) int followersPerSecond) {}

    /// Whether an author's posts are written into their followers' timelines, or read from their own.
    FanoutStrategy strategy() {
        return switch (mode) {
            case READ -> new ReadFanout();
            case WRITE -> new WriteFanout(Integer.MAX_VALUE);
            case HYBRID ->
                new HybridFanout(
                        List.of(
                                new HybridFanout.Tier(bigV.followers(), FanoutMode.WRITE),
                                new HybridFanout.Tier(Integer.MAX_VALUE, FanoutMode.READ)),
                        bigV.hysteresis());
        };
    }
}
