package io.hongyan.account;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.hongyan.error.HongyanException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes passwords with Argon2id, a few at a time.
///
/// A hash is meant to cost much, so at most as many are computed at once as there are threads for it, on threads of
/// their own: on virtual threads they would hold up every other request. Whoever waits longer than `patience` is
/// turned away. Thread-safe.
final class Passwords {

    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Argon2Function function;
    private final ExecutorService threads;
    private final Semaphore turns;
    private final Duration patience;
    private final String nobody;
    private final SecureRandom random = new SecureRandom();

    /// @param memory in KiB
    /// @param threads at least as many as `turns`
    Passwords(int memory, int iterations, int lanes, int turns, ExecutorService threads, Duration patience) {
        this.function = Argon2Function.getInstance(memory, iterations, lanes, HASH_BYTES, Argon2.ID);
        this.threads = threads;
        this.turns = new Semaphore(turns, true);
        this.patience = patience;
        this.nobody = hashed("nobody");
    }

    /// The hash to store.
    String hash(String password) {
        return inTurn(() -> hashed(password));
    }

    /// Whether `password` is the one that was hashed. Takes as long for an account without a password, or without
    /// being, as for any other, so that the time doesn't tell which names exist.
    boolean matches(String password, @Nullable String hash) {
        String compared = hash == null ? nobody : hash;
        boolean same = inTurn(() -> Argon2Function.getInstanceFromHash(compared)
                .check(bytes(password), compared.getBytes(StandardCharsets.US_ASCII)));
        return same && hash != null;
    }

    /// Whether a hash was made with other parameters than those of today.
    boolean isOutdated(String hash) {
        Argon2Function before = Argon2Function.getInstanceFromHash(hash);
        return before.getMemory() != function.getMemory()
                || before.getIterations() != function.getIterations()
                || before.getParallelism() != function.getParallelism();
    }

    private String hashed(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return function.hash(bytes(password), salt).getResult();
    }

    /// The same password typed on another keyboard may come in another Unicode form.
    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw HongyanException.unavailable("Too many people log in at once.", patience, null);
            }
            try {
                return threads.submit(work::get).get();
            } finally {
                turns.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw HongyanException.unavailable("The server is stopping.", patience, null);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A password can't be hashed", failed.getCause());
        }
    }
}
