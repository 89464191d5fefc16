package io.hongyan.gateway;

import io.hongyan.gateway.push.Lane;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/// Lanes by a key: tasks of one key run one after the other, those of different keys don't wait for each other.
/// Thread-safe.
final class KeyedLanes {

    private final Executor executor;

    /// Absent where nothing runs or waits.
    private final Map<Long, Busy> lanes = new HashMap<>(2);

    /// `executor` gives every task a thread that may block.
    KeyedLanes(Executor executor) {
        this.executor = executor;
    }

    /// A lane, and how many of its tasks haven't ended. Guarded by the lanes.
    private static final class Busy {

        private final Lane lane;
        private int tasks;

        private Busy(Executor executor) {
            this.lane = new Lane(executor);
        }
    }

    /// Whether everything that was given with this key has been run.
    synchronized boolean isIdle(long key) {
        return !lanes.containsKey(key);
    }

    /// Runs `task`, which mustn't throw, after those given before with the same key.
    synchronized void run(long key, Runnable task) {
        Busy busy = lanes.computeIfAbsent(key, _ -> new Busy(executor));
        busy.tasks++;
        busy.lane.run(() -> {
            task.run();
            end(key, busy);
        });
    }

    private synchronized void end(long key, Busy busy) {
        busy.tasks--;
        if (busy.tasks == 0) {
            lanes.remove(key);
        }
    }
}
