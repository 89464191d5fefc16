package io.hongyan.gateway;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Lanes by a key: tasks of one key run one after the other, those of different keys don't wait for each other.
/// Thread-safe.
final class KeyedLanes {

    private final Executor executor;

    /// What waits behind the task that runs; absent where none does.
    private final Map<Long, Queue<Runnable>> lanes = new HashMap<>(2);

    /// `executor` gives every task a thread that may block.
    KeyedLanes(Executor executor) {
        this.executor = executor;
    }

    /// Whether everything that was given with this key has been run.
    synchronized boolean isIdle(long key) {
        return !lanes.containsKey(key);
    }

    /// Runs `task`, which mustn't throw, after those given before with the same key.
    synchronized void run(long key, Runnable task) {
        Queue<Runnable> waiting = lanes.get(key);
        if (waiting == null) {
            lanes.put(key, new ArrayDeque<>(2));
            executor.execute(() -> runAll(key, task));
        } else {
            waiting.add(task);
        }
    }

    private void runAll(long key, Runnable first) {
        @Nullable Runnable task = first;
        while (task != null) {
            task.run();
            task = next(key);
        }
    }

    private synchronized @Nullable Runnable next(long key) {
        Queue<Runnable> waiting = lanes.get(key);
        Runnable task = waiting == null ? null : waiting.poll();
        if (task == null) {
            lanes.remove(key);
        }
        return task;
    }
}
