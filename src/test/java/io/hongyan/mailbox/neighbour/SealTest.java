package io.hongyan.mailbox.neighbour;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

final class SealTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] BODY = "a question".getBytes(UTF_8);

    private final Seal seal = seal(1, NOW);

    @Test
    void aNodeKnowsWhatANodeHasSealed() {
        assertThat(seal(1, NOW.plusSeconds(20)).holds(seal.of(BODY), BODY)).isTrue();
        assertThat(seal(1, NOW.minusSeconds(20)).holds(seal.of(BODY), BODY)).isTrue();
    }

    @Test
    void anotherBodyKeyOrTimeDoesNotHold() {
        String sealed = seal.of(BODY);

        assertThat(seal.holds(sealed, "another".getBytes(UTF_8))).isFalse();
        assertThat(seal(2, NOW).holds(sealed, BODY)).isFalse();
        assertThat(seal(1, NOW.plus(Duration.ofMinutes(1))).holds(sealed, BODY)).isFalse();
        String later = NOW.plus(Duration.ofMinutes(1)).toEpochMilli() + sealed.substring(sealed.indexOf('.'));
        assertThat(seal(1, NOW.plus(Duration.ofMinutes(1))).holds(later, BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "now.AAAA", "1.", "1.!", "99999999999999999999.AAAA"})
    void whatIsNoSealDoesNotHold(String text) {
        assertThat(seal.holds(text, BODY)).isFalse();
    }

    private static Seal seal(int key, Instant now) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new Seal(bytes, Clock.fixed(now, ZoneOffset.UTC));
    }
}
