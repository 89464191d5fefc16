package io.hongyan.message;

import io.hongyan.infra.Latencies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// What sending tells of itself, over sockets and HTTP alike. Thread-safe.
public final class MessageMetrics {

    private final MeterRegistry registry;
    private final Timer acknowledged;

    public MessageMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Latencies.timer(
                registry,
                "hongyan.message.acknowledgement",
                "From appending a message to its being durable and numbered");
    }

    /// A message is appended now.
    Timer.Sample appending() {
        return Timer.start(registry);
    }

    /// What was appended at `since` is durable and numbered.
    void acknowledged(Timer.Sample since) {
        since.stop(acknowledged);
    }
}
