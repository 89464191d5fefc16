package io.hongyan.sdk.timeline;

import org.junit.jupiter.api.Test;

import static io.hongyan.sdk.timeline.Entries.entries;
import static io.hongyan.sdk.timeline.Entries.entry;
import static io.hongyan.sdk.timeline.Entries.seqs;
import static org.assertj.core.api.Assertions.assertThat;

final class TimelineTest {

    private final Timeline timeline = new Timeline(10);

    @Test
    void theNextEntryIsApplied() {
        assertThat(timeline.offer(entry("71", 11))).containsExactly(entry("71", 11));
        assertThat(timeline.known()).isEqualTo(11);
        assertThat(timeline.hasHole()).isFalse();
    }

    @Test
    void aLowerEntryIsDropped() {
        assertThat(timeline.offer(entry("71", 10))).isEmpty();
        assertThat(timeline.offer(entry("71", 1))).isEmpty();
        assertThat(timeline.hasHole()).isFalse();
    }

    @Test
    void aHigherEntryWaitsForWhatIsMissing() {
        assertThat(timeline.offer(entry("71", 13))).isEmpty();
        assertThat(timeline.hasHole()).isTrue();

        assertThat(seqs(timeline.fetched(entries("71", 11, 12), 1, 13))).containsExactly(11L, 12L, 13L);
        assertThat(timeline.hasHole()).isFalse();
    }

    @Test
    void entriesThatComeTheWrongWayRoundAreAppliedInOrder() {
        timeline.offer(entry("71", 13));
        timeline.offer(entry("71", 12));
        timeline.offer(entry("71", 12));

        assertThat(seqs(timeline.offer(entry("71", 11)))).containsExactly(11L, 12L, 13L);
    }

    @Test
    void aPageMayBeOnlyTheBeginningOfWhatIsMissing() {
        timeline.expect(20);

        assertThat(seqs(timeline.fetched(entries("71", 11, 15), 1, 20))).hasSize(5);
        assertThat(timeline.hasHole()).isTrue();
        assertThat(seqs(timeline.fetched(entries("71", 16, 20), 1, 20))).hasSize(5);
        assertThat(timeline.hasHole()).isFalse();
    }

    @Test
    void whatIsNotToBeSeenIsNotMissing() {
        timeline.offer(entry("71", 95));

        assertThat(seqs(timeline.fetched(entries("71", 90, 95), 90, 95))).containsExactly(90L, 91L, 92L, 93L, 94L, 95L);
        assertThat(timeline.hasHole()).isFalse();
    }

    @Test
    void whatWaitsIsBounded() {
        for (long seq = 5_000; seq > 11; seq--) {
            timeline.offer(entry("71", seq));
        }

        assertThat(timeline.offer(entry("71", 11))).hasSize(Timeline.MAX_AHEAD);
        assertThat(timeline.hasHole()).isTrue();
    }

    @Test
    void afterARewindTheSameNumbersComeAgain() {
        timeline.rewind(8);

        assertThat(timeline.hasHole()).isFalse();
        assertThat(seqs(timeline.offer(entry("71", 9)))).containsExactly(9L);
    }

    @Test
    void onlyWhatThisConnectionGaveIsConfirmed() {
        timeline.offer(entry("71", 11));
        assertThat(timeline.isConfirmed()).isTrue();

        timeline.reconnected();
        timeline.offer(entry("71", 11));

        assertThat(timeline.isConfirmed()).isFalse();
    }
}
