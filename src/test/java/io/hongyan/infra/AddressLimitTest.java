package io.hongyan.infra;

import io.github.bucket4j.TimeMeter;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class AddressLimitTest {

    private final Time time = new Time();
    private final AddressLimit limit = new AddressLimit(60, time);

    private void take(String address, int times) {
        for (int i = 0; i < times; i++) {
            limit.take(address);
        }
    }

    private HongyanException refusal(String address) {
        return catchThrowableOfType(HongyanException.class, () -> limit.take(address));
    }

    @Test
    void refusesTheSixtyFirstOfAMinute() {
        take("203.0.113.7", 60);

        HongyanException refused = refusal("203.0.113.7");

        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.retryAfter()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
    }

    @Test
    void refillsEvenly() {
        take("203.0.113.7", 60);
        time.pass(Duration.ofSeconds(2));

        take("203.0.113.7", 2);

        assertThat(refusal("203.0.113.7")).isNotNull();
    }

    @Test
    void countsEachAddressForItself() {
        take("203.0.113.7", 60);

        assertThatCode(() -> limit.take("203.0.113.8")).doesNotThrowAnyException();
    }

    @Test
    void countsANetworkOfVersionSixAsOneAddress() {
        take("2001:db8:1:2::1", 30);
        take("2001:db8:1:2:ffff::2", 30);

        assertThat(refusal("2001:db8:1:2::3")).isNotNull();
        assertThatCode(() -> limit.take("2001:db8:1:3::1")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1"})
    void leavesLoopbackAlone(String address) {
        assertThatCode(() -> take(address, 1000)).doesNotThrowAnyException();
    }

    private static final class Time implements TimeMeter {

        private long nanos;

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
