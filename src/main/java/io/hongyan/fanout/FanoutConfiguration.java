package io.hongyan.fanout;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.fanout.FanoutStrategy;
import io.hongyan.streams.fanout.HybridFanout;
import io.hongyan.streams.fanout.ReadFanout;
import io.hongyan.streams.fanout.WriteFanout;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How conversations are fanned out.
///
/// All strategies' keys stand side by side, whichever is chosen: so `mode` alone can be changed, and the canary's
/// strategy has its keys too.
public record FanoutConfiguration(
        @NotNull Mode mode,
        @NotEmpty @Valid List<@NotNull Tier> tiers,
        @DecimalMin("0") @DecimalMax("0.9") double hysteresis,
        @Min(2) @Max(100_000) int maxMembers,
        @NotNull @Valid Canary canary) {

    /// The strategies by name.
    public enum Mode {
        @JsonProperty("read")
        READ,
        @JsonProperty("write")
        WRITE,
        @JsonProperty("hybrid")
        HYBRID
    }

    /// Groups of at most `upTo` members; the last tier has none, and takes all larger ones.
    public record Tier(
            @Min(1) @Nullable Integer upTo, @NotNull FanoutMode strategy) {}

    /// Some of all conversations, in per cent, that have another mode.
    public record Canary(
            @NotNull Mode mode, @Min(0) @Max(100) int percent) {}

    /// Named as the key that is wrong where this isn't so.
    @ValidationMethod(message = "must ascend by upTo, which the last tier has not and all others have")
    public boolean isTiers() {
        int before = Integer.MIN_VALUE;
        for (int i = 0; tiers != null && i < tiers.size(); i++) {
            Integer upTo = tiers.get(i) == null ? null : tiers.get(i).upTo();
            boolean last = i == tiers.size() - 1;
            if (last != (upTo == null) || (upTo != null && upTo <= before)) {
                return false;
            }
            before = upTo == null ? before : upTo;
        }
        return true;
    }

    /// Which strategy applies to which conversation.
    public FanoutPolicy policy() {
        return new FanoutPolicy(
                strategy(mode),
                canary.percent() == 0 ? null : new FanoutPolicy.Canary(strategy(canary.mode()), canary.percent()));
    }

    private FanoutStrategy strategy(Mode mode) {
        return switch (mode) {
            case READ -> new ReadFanout();
            case WRITE -> new WriteFanout(maxMembers);
            case HYBRID ->
                new HybridFanout(tiers.stream().map(FanoutConfiguration::tier).toList(), hysteresis);
        };
    }

    private static HybridFanout.Tier tier(Tier tier) {
        return new HybridFanout.Tier(tier.upTo() == null ? Integer.MAX_VALUE : tier.upTo(), tier.strategy());
    }
}
