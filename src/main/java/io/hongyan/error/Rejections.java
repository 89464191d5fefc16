package io.hongyan.error;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Every problem that callers are told, counted by its code. Thread-safe.
public final class Rejections {

    private final MeterRegistry registry;
    private final String door;

    /// `door` is where callers come in: `http` or `socket`.
    public Rejections(MeterRegistry registry, String door) {
        this.registry = registry;
        this.door = door;
    }

    public void count(Problem problem) {
        Counter.builder("hongyan.rejections")
                .description("Problem answers and error frames by code")
                .tag("door", door)
                .tag("code", problem.code())
                .register(registry)
                .increment();
    }
}
