package io.hongyan.sdk.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A loop on a thread of its own, which doesn't keep the process alive. What fails in a task is handed to `failed`.
public final class ThreadLoop implements Loop, AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;
    private final ExecutorService helpers;
    private final Consumer<RuntimeException> failed;

    /// `helpers` make the calls that block.
    public ThreadLoop(ExecutorService helpers, Consumer<RuntimeException> failed) {
        this.helpers = helpers;
        this.failed = failed;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "hongyan-session");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            // The session is over, and nothing is to happen any more.
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                failed.accept(failure);
            }
        };
    }

    @Override
    public <T> void block(Callable<T> call, Consumer<T> done, Consumer<Exception> failed) {
        helpers.execute(() -> {
            try {
                T result = call.call();
                execute(() -> done.accept(result));
            } catch (Exception failure) {
                execute(() -> failed.accept(failure));
            }
        });
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /// Lets what was handed over happen, and nothing after it.
    @Override
    public void close() {
        thread.shutdown();
    }
}
