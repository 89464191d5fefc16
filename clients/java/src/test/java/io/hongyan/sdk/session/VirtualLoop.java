package io.hongyan.sdk.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A loop whose time passes only when a test lets it. Everything happens on the test's thread.
final class VirtualLoop implements Loop {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now;
    private long order;

    private record Task(long at, long order, Runnable run) {}

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Task planned = new Task(now + Math.max(0, delay.toNanos()), order++, task);
        tasks.add(planned);
        return () -> tasks.remove(planned);
    }

    @Override
    public <T> void block(Callable<T> call, Consumer<T> done, Consumer<Exception> failed) {
        execute(() -> {
            T result;
            try {
                result = call.call();
            } catch (Exception failure) {
                failed.accept(failure);
                return;
            }
            done.accept(result);
        });
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /// Lets time pass, and happen what is due.
    void pass(Duration span) {
        long end = now + span.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            step();
        }
        now = end;
    }

    /// Lets time pass until something holds; fails after an hour.
    void until(BooleanSupplier holds) {
        long end = now + Duration.ofHours(1).toNanos();
        while (!holds.getAsBoolean()) {
            if (tasks.isEmpty() || tasks.peek().at() > end) {
                throw new AssertionError("it doesn't come to hold");
            }
            step();
        }
    }

    private void step() {
        Task next = tasks.remove();
        now = Math.max(now, next.at());
        next.run().run();
    }

    Duration elapsed() {
        return Duration.ofNanos(now);
    }

    /// The time of a device, which is off by `error`.
    Clock clock(Duration error) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return START.plusNanos(now).plus(error);
            }
        };
    }
}
