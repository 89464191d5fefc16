package io.hongyan.mailbox.neighbour;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Shows that a question comes from a node of this installation: its time and body, authenticated by HMAC-SHA256 with
/// the key that all nodes share. One that is old is no longer accepted. Thread-safe.
final class Seal {

    /// How far the clocks of two nodes may differ, and how long a seal holds.
    private static final long LIFE = Duration.ofSeconds(30).toMillis();

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Clock clock;

    Seal(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /// The seal of a body that is sent now.
    String of(byte[] body) {
        long now = clock.millis();
        return now + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac(now, body));
    }

    boolean holds(String seal, byte[] body) {
        int dot = seal.indexOf('.');
        if (dot < 1) {
            return false;
        }
        try {
            long at = Long.parseLong(seal.substring(0, dot));
            byte[] claimed = Base64.getUrlDecoder().decode(seal.substring(dot + 1));
            return Math.abs(clock.millis() - at) <= LIFE && MessageDigest.isEqual(claimed, mac(at, body));
        } catch (IllegalArgumentException notASeal) {
            return false;
        }
    }

    private byte[] mac(long at, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(at).array());
            return mac.doFinal(body);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, absent);
        }
    }
}
