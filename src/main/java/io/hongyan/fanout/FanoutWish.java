package io.hongyan.fanout;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hongyan.streams.fanout.FanoutMode;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// What an administrator asks of the fan-out of one conversation or author; also the answer.
public record FanoutWish(@NotNull Mode mode) {

    /// `auto` goes by the configuration.
    public enum Mode {
        @JsonProperty("read")
        READ,
        @JsonProperty("write")
        WRITE,
        @JsonProperty("auto")
        AUTO
    }

    /// The mode whatever the configuration says; null where it goes by that.
    public @Nullable FanoutMode override() {
        return switch (mode) {
            case READ -> FanoutMode.READ;
            case WRITE -> FanoutMode.WRITE;
            case AUTO -> null;
        };
    }
}
