package io.hongyan.account.token;

import io.hongyan.infra.Hmac;
import io.hongyan.streams.id.DeviceId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// A refresh token as its owner holds it: the device, a secret that all tokens of the family share, and 256 bits of
/// its own. We keep hashes only.
///
/// The family's secret tells a token that was used before from one that somebody made up; without it, whoever knows
/// a device's id could have its family revoked.
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole, only by hash.
record RefreshToken(DeviceId device, byte[] family, byte[] own) {

    private static final int FAMILY_BYTES = 16;
    private static final int OWN_BYTES = 32;
    private static final int BYTES = Long.BYTES + FAMILY_BYTES + OWN_BYTES;

    static RefreshToken first(DeviceId device, SecureRandom random) {
        return new RefreshToken(device, bytes(FAMILY_BYTES, random), bytes(OWN_BYTES, random));
    }

    static byte[] salt(SecureRandom random) {
        return bytes(OWN_BYTES, random);
    }

    static Optional<RefreshToken> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            DeviceId device = new DeviceId(buffer.getLong());
            byte[] family = new byte[FAMILY_BYTES];
            byte[] own = new byte[OWN_BYTES];
            buffer.get(family).get(own);
            return Optional.of(new RefreshToken(device, family, own));
        } catch (IllegalArgumentException notAToken) {
            return Optional.empty();
        }
    }

    /// The token that follows this one. Whoever has this token and the salt can tell it again, and nobody else: so
    /// an answer can be repeated although no token is kept.
    RefreshToken next(byte[] salt) {
        return new RefreshToken(device, family, new Hmac(own).of(salt));
    }

    byte[] familyHash() {
        return hash(family);
    }

    byte[] hash() {
        return hash(own);
    }

    static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /// The token as text, for its owner only.
    String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(device.value())
                .put(family)
                .put(own)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "RefreshToken[of device " + device + "]";
    }

    private static byte[] bytes(int length, SecureRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
