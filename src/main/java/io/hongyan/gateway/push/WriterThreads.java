package io.hongyan.gateway.push;

import io.dropwizard.lifecycle.Managed;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few threads that write for all outboxes of a node. Thread-safe.
///
/// Writes with answers and those without take turns, each in the order in which they came: whoever wrote to a large
/// group is answered before all its members have been written to, and neither kind can keep the other waiting.
public final class WriterThreads implements Writers, Managed {

    private static final Logger LOG = LoggerFactory.getLogger(WriterThreads.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private final Queue<Runnable> pushes = new ArrayDeque<>();
    private final List<Thread> threads;
    private boolean answersNext = true;
    private boolean stopped;

    public WriterThreads(int threads) {
        ThreadFactory factory = Thread.ofPlatform().daemon().name("writer-", 1).factory();
        this.threads = IntStream.range(0, threads)
                .mapToObj(_ -> factory.newThread(this::run))
                .toList();
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    /// Ends the threads; what still waits isn't written.
    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void execute(Runnable write, Purpose purpose) {
        lock.lock();
        try {
            (purpose == Purpose.ANSWER ? answers : pushes).add(write);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The loop of a thread: what fails is one socket's, is logged, and the others are written to.
    private void run() {
        Runnable write = next();
        while (write != null) {
            try {
                write.run();
            } catch (RuntimeException | Error failure) {
                LOG.error("a socket can't be written to", failure);
            }
            write = next();
        }
    }

    /// The next write, or null at the end.
    private @Nullable Runnable next() {
        lock.lock();
        try {
            while (!stopped && answers.isEmpty() && pushes.isEmpty()) {
                work.awaitUninterruptibly();
            }
            if (stopped) {
                return null;
            }
            boolean isAnswer = answersNext ? !answers.isEmpty() : pushes.isEmpty();
            answersNext = !answersNext;
            return (isAnswer ? answers : pushes).remove();
        } finally {
            lock.unlock();
        }
    }
}
