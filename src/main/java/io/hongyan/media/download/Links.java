package io.hongyan.media.download;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Hmac;
import io.hongyan.media.Media.Variant;
import io.hongyan.streams.id.MediaId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// Makes links to media that work for some minutes for whoever has them, and reads them: a page's `<video>` sends no
/// token. Thread-safe.
///
/// A link is what it leads to, until when, and a code over both that only the server can make.
final class Links {

    private static final int SAID = Long.BYTES + 1 + Long.BYTES;
    private static final int CODE = 16;

    private final Hmac hmac;
    private final Duration life;
    private final Clock clock;

    Links(byte[] key, Duration life, Clock clock) {
        this.hmac = new Hmac(key);
        this.life = life;
        this.clock = clock;
    }

    /// What a link leads to.
    record Linked(MediaId id, Variant variant, Instant expiresAt) {}

    /// When a link made now ends.
    Instant expiry() {
        return Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond());
    }

    /// The last part of a link's address.
    String code(Linked linked) {
        byte[] said = ByteBuffer.allocate(SAID)
                .putLong(linked.id().value())
                .put(linked.variant().number())
                .putLong(linked.expiresAt().getEpochSecond())
                .array();
        byte[] link = Arrays.copyOf(said, SAID + CODE);
        System.arraycopy(hmac.of(said), 0, link, SAID, CODE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(link);
    }

    /// @throws HongyanException `notFound` if nobody here made it, `gone` if its time is over
    Linked read(String code) {
        byte[] link;
        try {
            link = Base64.getUrlDecoder().decode(code);
        } catch (IllegalArgumentException notOurs) {
            throw noLink();
        }
        byte[] said = Arrays.copyOf(link, Math.min(link.length, SAID));
        byte[] expected = Arrays.copyOf(hmac.of(said), CODE);
        if (link.length != SAID + CODE
                || !MessageDigest.isEqual(expected, Arrays.copyOfRange(link, SAID, SAID + CODE))) {
            throw noLink();
        }
        ByteBuffer read = ByteBuffer.wrap(said);
        Linked linked =
                new Linked(new MediaId(read.getLong()), Variant.of(read.get()), Instant.ofEpochSecond(read.getLong()));
        if (!clock.instant().isBefore(linked.expiresAt())) {
            throw new HongyanException(ErrorCode.GONE, "This link is over; ask for another.");
        }
        return linked;
    }

    private static HongyanException noLink() {
        return HongyanException.notFound("There is no such link.");
    }
}
