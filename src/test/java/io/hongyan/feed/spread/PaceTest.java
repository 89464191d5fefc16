package io.hongyan.feed.spread;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PaceTest {

    private final AtomicLong clock = new AtomicLong(7);
    private final Pace pace = new Pace(1_000, clock::get);

    @Test
    void waitsAsLongAsThePiecesMayTake() {
        assertThat(pace.after(500)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void putsShortWaitsTogether() {
        assertThat(pace.after(10)).isZero();
        assertThat(pace.after(9)).isZero();
        assertThat(pace.after(6)).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void savesNothingUpWhileThereIsNothingToDo() {
        clock.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(pace.after(100)).isEqualTo(Duration.ofMillis(100));
    }
}
