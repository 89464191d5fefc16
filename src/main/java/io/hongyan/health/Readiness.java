package io.hongyan.health;

import io.hongyan.health.Dependency.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks all dependencies at once, and says whether messages can be taken. Thread-safe.
public final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Dependency> dependencies;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("readiness-", 0).factory());

    public Readiness(List<Dependency> dependencies) {
        this.dependencies = List.copyOf(dependencies);
    }

    /// How one dependency is; `problem` is empty for one that is there.
    record Line(Dependency dependency, String problem) {

        boolean isUp() {
            return problem.isEmpty();
        }
    }

    /// How everything is. `ready` also where something is missing that sending doesn't need.
    record Report(List<Line> lines) {

        boolean ready() {
            return lines.stream()
                    .allMatch(line -> line.isUp() || line.dependency().need() == Need.FOR_MORE);
        }

        boolean degraded() {
            return lines.stream().anyMatch(line -> !line.isUp());
        }
    }

    Report report() {
        List<Future<?>> asked = dependencies.stream()
                .<Future<?>>map(dependency -> threads.submit(() -> {
                    dependency.check().run();
                    return null;
                }))
                .toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            lines.add(new Line(dependencies.get(i), problem(asked.get(i), deadline)));
        }
        return new Report(List.copyOf(lines));
    }

    private static String problem(Future<?> answer, long deadline) {
        try {
            answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return "";
        } catch (ExecutionException e) {
            String message =
                    e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
            return message.lines().findFirst().orElse("unknown");
        } catch (TimeoutException e) {
            answer.cancel(true);
            return "no answer within " + PATIENCE.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
