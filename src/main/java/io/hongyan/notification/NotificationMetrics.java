package io.hongyan.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What notifying tells of itself. Thread-safe.
final class NotificationMetrics {

    private final Counter told;
    private final Counter needless;
    private final Counter failed;
    private final Counter gaveUp;

    NotificationMetrics(MeterRegistry registry) {
        this.told = counter(registry, "told");
        this.needless = counter(registry, "needless");
        this.failed = counter(registry, "failed");
        this.gaveUp = counter(registry, "undelivered");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("hongyan.notifications")
                .description("Attempts to notify somebody, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    /// Taken over by the provider.
    void told() {
        told.increment();
    }

    /// A device has come, or all has been read.
    void needless() {
        needless.increment();
    }

    /// To be tried again.
    void failed() {
        failed.increment();
    }

    /// Not to be tried again.
    void gaveUp() {
        gaveUp.increment();
    }
}
