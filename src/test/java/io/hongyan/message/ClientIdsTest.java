package io.hongyan.message;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ClientIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aFreshUuidOfVersionSevenIsWithinTheWindow() {
        assertThat(ClientIds.mayBeOlderThanTheLog(uuid(NOW.minus(Duration.ofMinutes(9))), NOW))
                .isFalse();
    }

    @Test
    void anOldOneIsLookedUp() {
        assertThat(ClientIds.mayBeOlderThanTheLog(uuid(NOW.minus(Duration.ofMinutes(11))), NOW))
                .isTrue();
    }

    @Test
    void oneFromTheFutureCountsAsAnyOther() {
        assertThat(ClientIds.mayBeOlderThanTheLog(uuid(NOW.plus(Duration.ofDays(2))), NOW))
                .isFalse();
    }

    @Test
    void anyOtherIdSaysNothingOfItsTime() {
        assertThat(ClientIds.mayBeOlderThanTheLog("my-own-id", NOW)).isFalse();
        assertThat(ClientIds.mayBeOlderThanTheLog("0b5e6a34-6f0e-4f6b-9f5f-2b8f4f1c9a10", NOW))
                .isFalse();
        assertThat(ClientIds.mayBeOlderThanTheLog("not-a-uuid-but-of-the-same-length-36", NOW))
                .isFalse();
    }

    private static String uuid(Instant time) {
        String millis = "%012x".formatted(time.toEpochMilli());
        return millis.substring(0, 8) + "-" + millis.substring(8) + "-7abc-8def-0123456789ab";
    }
}
