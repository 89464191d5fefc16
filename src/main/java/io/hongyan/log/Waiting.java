package io.hongyan.log;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who waits on this node for answers of the log. Thread-safe.
///
/// Numbers start at random, so that an answer to this node's predecessor of the same name finds nobody.
/// Whatever a [Reply] throws, somebody is told: one that can't take its answer hears that it failed.
final class Waiting<T> {

    private static final Logger log = LoggerFactory.getLogger(Waiting.class);

    private final long patience;
    private final long behindAfter;
    private final LongSupplier nanoTime;
    private final AtomicLong next = new AtomicLong(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE >>> 16) << 8);
    private final ConcurrentHashMap<Long, Pending<T>> pending = new ConcurrentHashMap<>();
    private volatile boolean behind;

    /// Whoever has waited for `patience` is told so; while somebody has waited for `behindAfter`, the log is
    /// behind.
    Waiting(Duration patience, Duration behindAfter, LongSupplier nanoTime) {
        this.patience = patience.toNanos();
        this.behindAfter = behindAfter.toNanos();
        this.nanoTime = nanoTime;
    }

    private record Pending<T>(Reply<T> reply, long since) {}

    /// Remembers `reply` under a new number.
    long add(Reply<T> reply) {
        long request = next.incrementAndGet();
        pending.put(request, new Pending<>(reply, nanoTime.getAsLong()));
        return request;
    }

    void answer(long request, T answer) {
        Pending<T> waiting = pending.remove(request);
        if (waiting != null) {
            answer(waiting.reply(), answer);
        }
    }

    private static <T> void answer(Reply<T> reply, T answer) {
        try {
            reply.answered(answer);
        } catch (HongyanException problem) {
            fail(reply, problem);
        } catch (RuntimeException failure) {
            log.error("an answer of the log can't be taken", failure);
            fail(reply, new HongyanException(ErrorCode.INTERNAL, "The server failed; its log says why."));
        }
    }

    void fail(long request, HongyanException problem) {
        Pending<T> waiting = pending.remove(request);
        if (waiting != null) {
            fail(waiting.reply(), problem);
        }
    }

    /// One that can't even hear this is no reason to keep it from the others.
    private static void fail(Reply<?> reply, HongyanException problem) {
        try {
            reply.failed(problem);
        } catch (RuntimeException failure) {
            log.error("a failure can't be told", failure);
        }
    }

    /// Tells everybody who has waited too long, and looks for how long the others have. What they asked for may
    /// still take effect. To be called several times a second.
    void sweep() {
        long now = nanoTime.getAsLong();
        long[] longest = {0};
        pending.forEach((request, waiting) -> {
            long waited = now - waiting.since();
            if (waited > patience) {
                fail(
                        request,
                        new HongyanException(
                                ErrorCode.TIMEOUT, "not answered in time; it may still happen: try the same again"));
            } else {
                longest[0] = Math.max(longest[0], waited);
            }
        });
        behind = longest[0] > behindAfter;
    }

    /// Whether the log was behind at the last [#sweep()].
    boolean isBehind() {
        return behind;
    }

    /// How many wait.
    int size() {
        return pending.size();
    }
}
