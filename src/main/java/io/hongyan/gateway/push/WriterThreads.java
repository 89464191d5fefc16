package io.hongyan.gateway.push;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few threads that write for all outboxes of a node. Thread-safe.
///
/// Writes with answers and those without take turns, each in the order in which they came: whoever wrote to a large
/// group is answered before all its members have been written to, and neither kind can keep the other waiting.
public final class WriterThreads implements Writers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterThreads.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private final Queue<Runnable> others = new ArrayDeque<>();
    private final List<Thread> threads;
    private boolean answersNext = true;
    private int idle;
    private boolean closed;

    public WriterThreads(int threads) {
        this.threads = Stream.generate(
                        () -> Thread.ofPlatform().daemon().name("writer-", 0).unstarted(this::run))
                .limit(threads)
                .toList();
        this.threads.forEach(Thread::start);
    }

    @Override
    public void execute(Runnable write, boolean answers) {
        lock.lock();
        try {
            (answers ? this.answers : others).add(write);
            if (idle > 0) {
                idle--;
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends the threads; what still waits isn't written.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Runnable write = next();
        while (write != null) {
            try {
                write.run();
            } catch (RuntimeException failure) {
                LOG.error("a socket can't be written to", failure);
            }
            write = next();
        }
    }

    /// The next write, or null at the end.
    private @Nullable Runnable next() {
        lock.lock();
        try {
            while (!closed && answers.isEmpty() && others.isEmpty()) {
                idle++;
                work.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            Queue<Runnable> turn = answersNext ? answers : others;
            answersNext = !answersNext;
            Runnable write = turn.poll();
            return write == null ? (turn == answers ? others : answers).remove() : write;
        } finally {
            lock.unlock();
        }
    }
}
