package io.hongyan.mailbox.neighbour;

import io.hongyan.infra.Hmac;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/// Shows that a question comes from a node of this installation: its time and body, authenticated by HMAC-SHA256 with
/// the key that all nodes share. One that is old is no longer accepted. Thread-safe.
final class Seal {

    /// How far the clocks of two nodes may differ, and how long a seal holds.
    private static final long LIFE = Duration.ofSeconds(30).toMillis();

    private final Hmac hmac;
    private final Clock clock;

    Seal(byte[] key, Clock clock) {
        this.hmac = new Hmac(key);
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
        return hmac.of(ByteBuffer.allocate(Long.BYTES).putLong(at).array(), body);
    }
}
