package io.hongyan.streams.engine;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class CommitPaceTest {

    private static final long INTERVAL = Duration.ofMillis(20).toNanos();

    private long now;
    private final CommitPace pace = new CommitPace(() -> now);

    @Test
    void quickCommitsComeAtTheInterval() {
        commit(Duration.ofMillis(2));

        pass(Duration.ofMillis(19));
        assertThat(pace.isDue(INTERVAL)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pace.isDue(INTERVAL)).isTrue();
    }

    @Test
    void aSlowCommitIsFollowedBySevenTimesAsMuchTimeForRecords() {
        commit(Duration.ofMillis(100));

        pass(Duration.ofMillis(699));
        assertThat(pace.isDue(INTERVAL)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pace.isDue(INTERVAL)).isTrue();
    }

    @Test
    void theBeginningOfACommitIsTheFirstThatIsToldOfIt() {
        pace.started();
        pass(Duration.ofMillis(60));
        pace.started();
        pass(Duration.ofMillis(60));
        pace.ended();

        pass(Duration.ofMillis(839));
        assertThat(pace.isDue(INTERVAL)).isFalse();
    }

    @Test
    void aCommitThatHungDelaysTheNextByNoMoreThanTheLongest() {
        commit(Duration.ofMinutes(5));

        pass(CommitPace.LONGEST);
        assertThat(pace.isDue(INTERVAL)).isTrue();
    }

    private void commit(Duration lasting) {
        pace.started();
        pass(lasting);
        pace.ended();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
