package io.hongyan.verify;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.verify.MarkHistory.Marks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MarkHistoryTest {

    private static final UserId BEN = new UserId(2);
    private static final ConversationId GROUP = new ConversationId(7);
    private static final long HEAD = 100;

    private final Membership membership = new Membership();
    private final MarkHistory marks = new MarkHistory();

    @Test
    void whoeverNeverMarkedAnythingHasReadUpToTheEntryThatBroughtThemIn() {
        membership.joined(3, 1_000);

        assertThat(marks.since(membership, HEAD)).hasValue(new Marks(3, 3, false, false, false));
    }

    @Test
    void readingMovesForwardOnlyAndTakesTheFlagAway() {
        membership.joined(1, 1_000);
        marks.add(new Mark.Unread(BEN, GROUP), 2_000);
        marks.add(new Mark.Read(BEN, GROUP, 9, 8), 2_001);
        marks.add(new Mark.Read(BEN, GROUP, 5, 4), 2_002);

        assertThat(marks.since(membership, HEAD)).hasValue(new Marks(9, 9, false, false, false));
    }

    @Test
    void theLastWordOnMutingAndPinningHolds() {
        membership.joined(1, 1_000);
        marks.add(settings(true, true, null), 2_000);
        marks.add(settings(false, null, null), 2_001);
        marks.add(new Mark.Unread(BEN, GROUP), 2_002);

        assertThat(marks.since(membership, HEAD)).hasValue(new Marks(1, 1, false, true, true));
    }

    @Test
    void hidingReadsAtLeastUpToWhatWasSeen() {
        membership.joined(1, 1_000);
        marks.add(settings(null, null, true), 2_000);

        assertThat(marks.since(membership, HEAD)).hasValue(new Marks(Long.MAX_VALUE, 40, false, false, false));
    }

    @Test
    void whatWasMarkedBeforeComingInAgainIsForgotten() {
        membership.joined(1, 1_000);
        marks.add(settings(true, null, null), 2_000);
        membership.gone(10, 500_000);
        membership.joined(20, 1_000_000);
        marks.add(new Mark.Read(BEN, GROUP, 30, 29), 2_000_000);

        assertThat(marks.since(membership, HEAD)).hasValue(new Marks(30, 30, false, false, false));
    }

    @Test
    void aMarkJustWhenSomebodyComesInAgainCanNotBeJudged() {
        membership.joined(1, 1_000);
        membership.gone(10, 500_000);
        membership.joined(20, 500_100);
        marks.add(new Mark.Read(BEN, GROUP, 30, 29), 500_101);

        assertThat(marks.since(membership, HEAD)).isEmpty();
    }

    private static Mark settings(@Nullable Boolean muted, @Nullable Boolean pinned, @Nullable Boolean hidden) {
        return new Mark.Settings(BEN, GROUP, muted, pinned, hidden, 40, 30);
    }
}
