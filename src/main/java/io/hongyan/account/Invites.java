package io.hongyan.account;

import io.hongyan.streams.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The codes that let people register where registration is by invitation; only their hashes are kept.
final class Invites {

    private static final int CODE_BYTES = 15;

    private final Jdbi jdbi;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Invites(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Invite make(UserId by, int uses, Duration life) {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(life);
        jdbi.useExtension(InviteRepository.class, invites -> invites.store(hash(code), by, uses, now, expiresAt));
        return new Invite(code, uses, expiresAt);
    }

    /// Uses a code within a transaction; says whether it was good.
    boolean use(String code, Handle transaction) {
        return transaction.attach(InviteRepository.class).use(hash(code), clock.instant());
    }

    void forgetOld() {
        jdbi.useExtension(InviteRepository.class, invites -> invites.forgetBefore(clock.instant()));
    }

    private static byte[] hash(String code) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /// An invitation, for the administrator who hands it out.
    record Invite(String code, int uses, Instant expiresAt) {}
}
