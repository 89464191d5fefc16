package io.hongyan.bench.load;

import io.hongyan.client.ClientFailure;
import java.time.Duration;

/// One step of a run: so many messages a second, for so long.
public record Phase(String name, double rate, Duration duration) {

    public Phase {
        if (rate <= 0) {
            throw new ClientFailure("A rate must be above 0 messages a second.");
        }
        if (duration.toSeconds() < 1) {
            throw new ClientFailure("A phase must take at least a second.");
        }
    }

    int messages() {
        return Math.toIntExact(Math.max(1, Math.round(rate * duration.toSeconds())));
    }

    /// When message `index` is due, in nanoseconds after the beginning.
    long due(int index) {
        return Math.round(index * Duration.ofSeconds(1).toNanos() / rate);
    }
}
