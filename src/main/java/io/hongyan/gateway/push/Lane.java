package io.hongyan.gateway.push;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Runs tasks one after another, and holds a thread only while there are some. Thread-safe.
public final class Lane {

    private final Executor executor;
    private final Queue<Runnable> tasks = new ArrayDeque<>(2);
    private boolean running;

    /// `executor` gives every task a thread that may block.
    public Lane(Executor executor) {
        this.executor = executor;
    }

    /// Runs `task`, which mustn't throw, after those given before.
    public synchronized void run(Runnable task) {
        tasks.add(task);
        if (!running) {
            running = true;
            executor.execute(this::runAll);
        }
    }

    private void runAll() {
        Runnable task = next();
        while (task != null) {
            task.run();
            task = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        running = task != null;
        return task;
    }
}
