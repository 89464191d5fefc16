package io.hongyan.streams.fanout;

import java.util.List;
import java.util.OptionalInt;

/// Decides by size: the first tier that a group fits into, and the last for all larger ones.
///
/// A group that has outgrown a tier returns to it only when it is smaller than the border by the share `hysteresis`, so
/// that it doesn't go back and forth with every member.
public record HybridFanout(List<Tier> tiers, double hysteresis) implements FanoutStrategy {

    /// Groups of at most `upTo` members.
    public record Tier(int upTo, FanoutMode strategy) {}

    /// Keeps a group that is exactly at the lower border from missing it by a rounding error.
    private static final double ROUNDING = 1e-9;

    public HybridFanout {
        tiers = List.copyOf(tiers);
    }

    @Override
    public FanoutMode decide(Audience audience) {
        FanoutMode natural = mode(audience.members());
        FanoutMode ifLarger = mode(audience.members() / (1 - hysteresis) - ROUNDING);
        return ifLarger == audience.mode() ? audience.mode() : natural;
    }

    private FanoutMode mode(double members) {
        return tiers.stream()
                .filter(tier -> members <= tier.upTo())
                .findFirst()
                .orElseGet(tiers::getLast)
                .strategy();
    }

    @Override
    public OptionalInt maxMembers() {
        return OptionalInt.empty();
    }
}
