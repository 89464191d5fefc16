package io.hongyan.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/// What appending to the log tells of itself. Thread-safe.
public final class LogMetrics {

    private final MeterRegistry registry;
    private final Counter shed;

    public LogMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.shed = Counter.builder("hongyan.log.shed")
                .description("Commands and marks that were refused because the log was behind")
                .register(registry);
    }

    void countWaiting(IntSupplier waiting) {
        Gauge.builder("hongyan.log.waiting", waiting, IntSupplier::getAsInt)
                // Nobody else keeps the supplier, and the gauge of one that is gone is NaN.
                .strongReference(true)
                .description("Commands and marks of this node that the log hasn't answered yet")
                .register(registry);
    }

    void shed() {
        shed.increment();
    }
}
