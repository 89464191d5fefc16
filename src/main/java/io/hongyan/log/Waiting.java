package io.hongyan.log;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Who waits on this node for answers of the log. Thread-safe.
///
/// Numbers start at random, so that an answer to this node's predecessor of the same name finds nobody.
final class Waiting<T> {

    private final long patience;
    private final AtomicLong next = new AtomicLong(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE >>> 16) << 8);
    private final ConcurrentHashMap<Long, Pending<T>> pending = new ConcurrentHashMap<>();

    Waiting(Duration patience) {
        this.patience = patience.toNanos();
    }

    private record Pending<T>(Reply<T> reply, long deadline) {}

    /// Remembers `reply` under a new number.
    long add(Reply<T> reply) {
        long request = next.incrementAndGet();
        pending.put(request, new Pending<>(reply, System.nanoTime() + patience));
        return request;
    }

    void answer(long request, T answer) {
        Pending<T> waiting = pending.remove(request);
        if (waiting != null) {
            waiting.reply().answered(answer);
        }
    }

    void fail(long request, HongyanException problem) {
        Pending<T> waiting = pending.remove(request);
        if (waiting != null) {
            waiting.reply().failed(problem);
        }
    }

    /// Tells everybody who has waited too long. What they asked for may still take effect.
    void expire() {
        long now = System.nanoTime();
        pending.forEach((request, waiting) -> {
            if (now - waiting.deadline() > 0) {
                fail(
                        request,
                        new HongyanException(
                                ErrorCode.TIMEOUT, "not answered in time; it may still happen: try the same again"));
            }
        });
    }

    /// How many wait.
    int size() {
        return pending.size();
    }
}
