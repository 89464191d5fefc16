package io.hongyan.sdk.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// What the application is to be told, on a thread of its own, so that a slow listener doesn't hold up the session.
///
/// When too much waits, no more frames are read, and the server sends heads in place of entries. Thread-safe.
public final class Deliveries {

    /// How much may wait. More than a listener makes wait by waiting for an acknowledgement itself.
    private static final int ROOM = 1_000;

    private final Executor thread;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Runnable> held = new ArrayDeque<>();

    /// `thread` runs one task at a time, in order.
    public Deliveries(Executor thread) {
        this.thread = thread;
    }

    void execute(Runnable task) {
        waiting.incrementAndGet();
        thread.execute(() -> {
            try {
                task.run();
            } finally {
                waiting.decrementAndGet();
                release();
            }
        });
    }

    /// Calls `read` when there is room, perhaps at once.
    void whenRoom(Runnable read) {
        synchronized (held) {
            held.add(read);
        }
        release();
    }

    private void release() {
        while (waiting.get() < ROOM) {
            Runnable read;
            synchronized (held) {
                read = held.poll();
            }
            if (read == null) {
                return;
            }
            read.run();
        }
    }
}
