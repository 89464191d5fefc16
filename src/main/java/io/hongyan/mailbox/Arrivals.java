package io.hongyan.mailbox;

import io.hongyan.error.HongyanException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets threads wait for something about a key: whoever changes it says so, and whoever waits looks again.
///
/// Thread-safe. Nothing is kept of a key for which nobody waits.
public final class Arrivals<K> {

    private final ConcurrentHashMap<K, Set<Semaphore>> waiting = new ConcurrentHashMap<>();

    /// What `look` finds, as soon as it finds something; empty if it doesn't within `patience`.
    public <T> Optional<T> await(K key, Duration patience, Supplier<Optional<T>> look) {
        Optional<T> found = look.get();
        return found.isPresent() ? found : awaitChange(key, patience, look);
    }

    /// Makes those who wait for `key` look again.
    public void changed(K key) {
        Set<Semaphore> signals = waiting.get(key);
        if (signals != null) {
            signals.forEach(Semaphore::release);
        }
    }

    /// Those for which somebody waits.
    Set<K> awaited() {
        return waiting.keySet();
    }

    /// Makes everybody look again.
    void changed() {
        waiting.values().forEach(signals -> signals.forEach(Semaphore::release));
    }

    private <T> Optional<T> awaitChange(K key, Duration patience, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + patience.toNanos();
        Semaphore signal = new Semaphore(0);
        waiting.compute(key, (_, signals) -> with(signals, signal));
        try {
            while (true) {
                // Looked at after registering, because what changed before isn't signalled.
                Optional<T> found = look.get();
                if (found.isPresent() || !signal.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return found;
                }
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HongyanException.unavailable("The server is stopping.", Duration.ofSeconds(1), e);
        } finally {
            waiting.computeIfPresent(key, (_, signals) -> without(signals, signal));
        }
    }

    private static Set<Semaphore> with(@Nullable Set<Semaphore> signals, Semaphore signal) {
        Set<Semaphore> all = signals == null ? ConcurrentHashMap.newKeySet() : signals;
        all.add(signal);
        return all;
    }

    private static @Nullable Set<Semaphore> without(Set<Semaphore> signals, Semaphore signal) {
        signals.remove(signal);
        return signals.isEmpty() ? null : signals;
    }
}
