package io.hongyan.sdk.outbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ClientIdsTest {

    private static final Instant DEVICE = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant SERVER = Instant.parse("2026-11-21T19:16:05.123Z");

    private final ClientIds ids = new ClientIds(Clock.fixed(DEVICE, ZoneOffset.UTC), new Random(1));

    private static long time(String id) {
        return UUID.fromString(id).getMostSignificantBits() >>> 16;
    }

    @Test
    void areUuidsOfVersionSeven() {
        UUID id = UUID.fromString(ids.next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void carryTheDevicesTimeUntilTheServerHasToldItsOwn() {
        long before = time(ids.next());
        ids.correct(SERVER);
        long after = time(ids.next());

        assertThat(before).isEqualTo(DEVICE.toEpochMilli());
        assertThat(after).isEqualTo(SERVER.toEpochMilli());
    }

    @Test
    void differ() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }

        assertThat(made).hasSize(10_000);
    }
}
