package io.hongyan.gateway;

import io.hongyan.error.Problem;
import io.hongyan.error.Rejections;
import io.hongyan.gateway.push.OutboxObserver;
import io.hongyan.gateway.push.PushedEntry;
import io.hongyan.infra.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;

/// What sockets do, counted. Thread-safe.
final class GatewayMetrics implements OutboxObserver {

    private final MeterRegistry registry;
    private final Rejections rejections;
    private final Clock clock;
    private final Counter received;
    private final Counter pushed;
    private final Counter fellBehind;
    private final Timer delivered;

    GatewayMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.rejections = new Rejections(registry, "socket");
        this.clock = clock;
        this.received = Counter.builder("hongyan.gateway.frames.received")
                .description("Frames that clients sent")
                .register(registry);
        this.pushed = Counter.builder("hongyan.gateway.entries.pushed")
                .description("Entries pushed to sockets")
                .register(registry);
        this.fellBehind = Counter.builder("hongyan.gateway.fell.behind")
                .description("Times that a device was so slow that it was given heads instead of entries")
                .register(registry);
        this.delivered = Latencies.timer(
                registry, "hongyan.gateway.delivery", "From the time of a message to its write to a member's socket");
    }

    void countSockets(IntSupplier sockets) {
        Gauge.builder("hongyan.gateway.sockets", sockets, IntSupplier::getAsInt)
                // Nobody else keeps the supplier, and the gauge of one that is gone is NaN.
                .strongReference(true)
                .description("Open sockets")
                .register(registry);
    }

    void received() {
        received.increment();
    }

    /// The socket is told that something isn't done.
    void rejected(Problem problem) {
        rejections.count(problem);
    }

    void closed(int code) {
        Counter.builder("hongyan.gateway.closes")
                .description("Closed sockets by close code")
                .tag("code", Integer.toString(code))
                .register(registry)
                .increment();
    }

    @Override
    public void pushed(PushedEntry entry) {
        pushed.increment();
        entry.sentAt().ifPresent(at -> delivered.record(Duration.ofMillis(Math.max(0, clock.millis() - at))));
    }

    @Override
    public void fellBehind() {
        fellBehind.increment();
    }
}
