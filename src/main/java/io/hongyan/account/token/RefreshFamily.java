package io.hongyan.account.token;

import io.hongyan.streams.id.UserId;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The refresh tokens that follow each other on one device: which is the newest, and how it came about. Public for
/// Jdbi only.
///
/// @param deviceGeneration the device's generation now; the family is revoked if its own is lower
/// @param previousHash the token used last, with what is needed to repeat the answer it was given
@SuppressWarnings("ArrayRecordComponent") // A row, never compared as a whole.
public record RefreshFamily(
        UserId account,
        Role role,
        boolean disabled,
        DeviceKind kind,
        String name,
        long deviceGeneration,
        long generation,
        byte[] secretHash,
        byte[] tokenHash,
        Instant expiresAt,
        byte @Nullable [] previousHash,
        byte @Nullable [] keyHash,
        byte @Nullable [] salt,
        @Nullable Instant rotatedAt) {

    /// How long an answer is repeated to the same `Idempotency-Key`.
    static final Duration REPEATABLE = Duration.ofSeconds(60);

    /// What a presented token is to this family.
    enum Verdict {
        /// The newest: it is exchanged.
        NEWEST,
        /// The one exchanged last, by the same request sent again.
        REPEATED,
        /// One that was exchanged before: somebody has a copy.
        REUSED,
        /// Nothing to us, or nothing any more.
        VOID
    }

    Verdict judge(RefreshToken token, byte @Nullable [] key, Instant now) {
        boolean live = generation == deviceGeneration && !disabled && now.isBefore(expiresAt);
        if (!live || !MessageDigest.isEqual(secretHash, token.familyHash())) {
            return Verdict.VOID;
        }
        byte[] hash = token.hash();
        if (MessageDigest.isEqual(tokenHash, hash)) {
            return Verdict.NEWEST;
        }
        boolean repeated = key != null
                && keyHash != null
                && MessageDigest.isEqual(keyHash, key)
                && MessageDigest.isEqual(previousHash, hash)
                && rotatedAt != null
                && now.isBefore(rotatedAt.plus(REPEATABLE));
        return repeated ? Verdict.REPEATED : Verdict.REUSED;
    }
}
