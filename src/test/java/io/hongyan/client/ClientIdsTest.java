package io.hongyan.client;

import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ClientIdsTest {

    private static final long MILLIS = 1_795_288_565_123L;

    @Test
    void anIdIsAUuidThatTellsWhenItWasMade() {
        UUID id = UUID.fromString(ClientIds.of(MILLIS, -1, -1));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(MILLIS);
    }

    @Test
    void othersBitsMakeOtherIds() {
        assertThat(ClientIds.of(MILLIS, 1, 2)).isNotEqualTo(ClientIds.of(MILLIS, 1, 3));
        assertThat(ClientIds.of(MILLIS, 1, 2)).isNotEqualTo(ClientIds.of(MILLIS, 2, 2));
        assertThat(ClientIds.of(MILLIS, 1, 2)).isEqualTo(ClientIds.of(MILLIS, 1, 2));
    }
}
