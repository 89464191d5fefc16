package io.hongyan.infra;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Lets a request that creates something be repeated: under one `Idempotency-Key` the same id is given every time.
///
/// The id is claimed before anything is made with it, so whoever makes things must do so idempotently by their id.
/// Then no crash leaves a key that is taken but has no answer. Keys are kept for a day. Thread-safe.
public final class Idempotency {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final IdempotencyRepository claims;
    private final Clock clock;

    public Idempotency(Jdbi jdbi, Clock clock) {
        this.claims = jdbi.onDemand(IdempotencyRepository.class);
        this.clock = clock;
    }

    /// The id to create with: the one claimed first under `(scope, key)`, which is `candidate`'s for a new key.
    ///
    /// Without a key it is simply `candidate`'s. `scope` says who asks and for what, such as `group 42`; `request`
    /// is what is asked, in any form that is equal for equal requests, without secrets.
    ///
    /// @throws HongyanException `conflict` if the key was used for another request
    public long claim(String scope, @Nullable String key, String request, LongSupplier candidate) {
        if (key == null) {
            return candidate.getAsLong();
        }
        if (!KEY.matcher(key).matches()) {
            throw HongyanException.invalid("", "Idempotency-Key is 1 to 255 printable ASCII characters");
        }
        byte[] hash = hash(request);
        IdempotencyRepository.Claim claim = claims.claim(
                scope, hash(key), hash, candidate.getAsLong(), clock.instant().plus(KEPT));
        if (!Arrays.equals(claim.requestHash(), hash)) {
            throw new HongyanException(
                    ErrorCode.CONFLICT, "This Idempotency-Key was used for another request; take a new one.");
        }
        return claim.result();
    }

    /// Forgets the claims that are older than a day.
    public void forgetOld() {
        claims.forgetBefore(clock.instant());
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
