package io.hongyan.streams.engine;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class CommitPaceTest {

    private static final long INTERVAL = Duration.ofMillis(20).toNanos();
    private static final Duration POLL = Duration.ofMillis(50);

    private long now;
    private final CommitPace pace = new CommitPace(() -> now);

    @Test
    void quickCommitsComeAtTheInterval() {
        commit(Duration.ofMillis(2));

        pass(Duration.ofMillis(19));
        assertThat(pace.isDue()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void aSlowCommitIsFollowedBySevenTimesAsMuchTimeForRecords() {
        commit(Duration.ofMillis(100));

        pass(Duration.ofMillis(699));
        assertThat(pace.isDue()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void theBeginningOfACommitIsTheFirstThatIsToldOfIt() {
        pace.started();
        pass(Duration.ofMillis(60));
        pace.started();
        pass(Duration.ofMillis(60));
        pace.ended();
        pace.processed(INTERVAL);

        pass(Duration.ofMillis(839));
        assertThat(pace.isDue()).isFalse();
    }

    @Test
    void aCommitThatHungDelaysTheNextByNoMoreThanTheLongest() {
        commit(Duration.ofMinutes(5));

        pass(CommitPace.LONGEST);
        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void withNothingToCommitItIsNeverTimeAndNoWaitIsCutShort() {
        pace.started();
        pace.ended();
        pass(Duration.ofMinutes(1));

        assertThat(pace.isDue()).isFalse();
        assertThat(pace.patience(POLL)).isEqualTo(POLL);
    }

    @Test
    void whatIsCommittedIsNotDueAgain() {
        pace.processed(INTERVAL);
        pace.started();
        pace.ended();
        pass(Duration.ofMillis(500));

        assertThat(pace.isDue()).isFalse();
        assertThat(pace.patience(POLL)).isEqualTo(POLL);
    }

    @Test
    void aWaitEndsWhenItIsTimeAndIsNeverForNothing() {
        commit(Duration.ofMillis(2));

        assertThat(pace.patience(POLL)).isEqualTo(Duration.ofMillis(21));
        pass(Duration.ofNanos(5_500_000));
        assertThat(pace.patience(POLL)).isEqualTo(Duration.ofMillis(15));
        assertThat(pace.patience(Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(3));
        pass(Duration.ofMillis(20));
        assertThat(pace.patience(POLL)).isEqualTo(Duration.ofMillis(1));
        assertThat(pace.patience(Duration.ZERO)).isZero();
    }

    @Test
    void afterASlowCommitAWaitEndsWhenTheNextIsDue() {
        commit(Duration.ofMillis(10));

        pass(Duration.ofMillis(40));
        assertThat(pace.patience(POLL)).isEqualTo(Duration.ofMillis(31));
    }

    @Test
    void whatNobodyCommitsIsNotWaitedFor() {
        commit(Duration.ofMillis(2));

        pass(CommitPace.LONGEST.plusSeconds(1));
        assertThat(pace.patience(POLL)).isEqualTo(POLL);
    }

    private void commit(Duration lasting) {
        pace.started();
        pass(lasting);
        pace.ended();
        pace.processed(INTERVAL);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
