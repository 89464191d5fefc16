package io.hongyan.message;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// What sending tells of itself, over sockets and HTTP alike. Thread-safe.
public final class MessageMetrics {

    private static final Duration[] LATENCIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(30),
        Duration.ofMillis(50),
        Duration.ofMillis(75),
        Duration.ofMillis(100),
        Duration.ofMillis(150),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(8)
    };

    private final MeterRegistry registry;
    private final Timer acknowledged;

    public MessageMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Timer.builder("hongyan.message.acknowledgement")
                .description("From appending a message to its being durable and numbered")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
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
