package io.hongyan.bench;

import io.hongyan.client.ClientFailure;
import java.time.Duration;

/// One step of a run: so many messages a second, for so long, into conversations of one kind.
record Phase(String name, Kind kind, int rate, Duration duration) {

    enum Kind {
        DIRECT,
        GROUP
    }

    Phase {
        if (rate < 1) {
            throw new ClientFailure("A rate must be at least 1 message a second.");
        }
        if (duration.toSeconds() < 1) {
            throw new ClientFailure("A phase must take at least a second.");
        }
    }

    int messages() {
        return Math.toIntExact(rate * duration.toSeconds());
    }

    /// When message `index` is due, in nanoseconds after the beginning.
    long due(int index) {
        return index * Duration.ofSeconds(1).toNanos() / rate;
    }
}
