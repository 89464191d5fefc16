package io.hongyan.verify;

import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TimelineTest {

    private static final UserId ANNA = new UserId(1);
    private static final UserId BEN = new UserId(2);
    private static final Mentions ALL = new Mentions(true, List.of());

    private final Timeline timeline = new Timeline(1);

    @Test
    void countsOthersMessagesAboveTheReadMarkUpToTheHead() {
        say(2, 3, 5, 8);

        assertThat(count(2, 8)).isEqualTo(new Recount(3, 0, 0, 0, 0, 0));
        assertThat(count(2, 5)).isEqualTo(new Recount(2, 0, 0, 0, 0, 0));
        assertThat(count(8, 8)).isEqualTo(Recount.NOTHING);
    }

    @Test
    void neitherOwnNorRecalledMessagesCount() {
        say(2, 3, 4);
        timeline.message(5, BEN, Mentions.NOBODY);
        timeline.recalled(3, 6);
        timeline.recalled(5, 7);
        timeline.reaches(7);

        assertThat(count(1, 7)).isEqualTo(new Recount(2, 0, 2, 0, 0, 0));
    }

    @Test
    void whatWasRecalledLaterCountsBefore() {
        say(2, 3);
        timeline.recalled(3, 4);
        timeline.reaches(4);

        assertThat(count(1, 3).unread()).isEqualTo(2);
        assertThat(count(1, 4).unread()).isEqualTo(1);
    }

    @Test
    void mentionsOfOneAndOfAllCountButNotThoseThatWereRecalled() {
        timeline.message(2, ANNA, ALL);
        timeline.message(3, ANNA, new Mentions(false, List.of(BEN)));
        timeline.message(4, ANNA, new Mentions(false, List.of(ANNA)));
        timeline.message(5, BEN, ALL);
        timeline.message(6, ANNA, ALL);
        timeline.recalled(6, 7);

        assertThat(count(1, 7)).isEqualTo(new Recount(3, 2, 2, 3, 0, 0));
    }

    @Test
    void aMessageThatComesLateIsCountedAtItsPlace() {
        say(2, 4);
        say(3);

        assertThat(count(2, 3).unread()).isEqualTo(1);
        assertThat(timeline.headSeq()).isEqualTo(4);
    }

    @Test
    void saysWhetherItReachesBackFarEnough() {
        Timeline later = new Timeline(11);

        assertThat(later.covers(10)).isTrue();
        assertThat(later.covers(9)).isFalse();
    }

    @Test
    void whatAMailboxIsStillToHearOfMayBeMissingInIt() {
        say(2);
        timeline.message(3, BEN, Mentions.NOBODY);
        timeline.message(4, ANNA, new Mentions(false, List.of(BEN)));

        assertThat(timeline.count(BEN, 1, 2, 4)).isEqualTo(new Recount(2, 1, 1, 1, 1, 1));
        assertThat(timeline.lastConcerning(BEN, 4)).isEqualTo(4);
        assertThat(timeline.lastConcerning(BEN, 3)).isEqualTo(3);
        assertThat(timeline.lastConcerning(BEN, 2)).isZero();
    }

    private Recount count(long readSeq, long head) {
        return timeline.count(BEN, readSeq, head, head);
    }

    private void say(long... seqs) {
        for (long seq : seqs) {
            timeline.message(seq, ANNA, Mentions.NOBODY);
        }
    }
}
