package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

final class SessionTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);

    private final Session joined = Session.NONE.apply(delivery(1, 0, BOB, Effect.JOINED, Role.MEMBER), ALICE);

    @Test
    void countsWhatOthersSay() {
        Session session = joined.apply(message(2, 1, BOB), ALICE).apply(message(3, 2, BOB), ALICE);

        assertThat(session.unread()).isEqualTo(2);
    }

    @Test
    void doesNotCountOwnMessagesAndDoesNotReadThoseOfOthers() {
        Session session = joined.apply(message(2, 1, BOB), ALICE)
                .apply(message(3, 2, ALICE), ALICE)
                .apply(message(4, 3, BOB), ALICE);

        assertThat(session.unread()).isEqualTo(2);
        assertThat(session.readSeq()).isEqualTo(1);
    }

    @Test
    void seesADeliveryOnce() {
        Session once = joined.apply(message(2, 1, BOB), ALICE);

        assertThat(once.apply(message(2, 1, BOB), ALICE)).isSameAs(once);
    }

    @Test
    void countsMissedDeliveriesByTheOrdinalOfTheNext() {
        Session session = joined.apply(message(9, 6, BOB), ALICE);

        assertThat(session.unread()).isEqualTo(6);
    }

    @Test
    void ignoresWhatComesAfterLeaving() {
        Session left = joined.apply(delivery(2, 0, BOB, Effect.LEFT, null), ALICE);

        assertThat(left.apply(message(3, 1, BOB), ALICE)).isSameAs(left);
        assertThat(left.unread()).isZero();
    }

    @Test
    void startsCleanWhenJoiningAgain() {
        Session muted = marked(joined.apply(message(2, 1, BOB), ALICE), settings(true, true, null));
        Session again = muted.apply(delivery(3, 1, BOB, Effect.LEFT, null), ALICE)
                .apply(delivery(8, 5, BOB, Effect.JOINED, Role.MEMBER), ALICE);

        assertThat(again.muted()).isFalse();
        assertThat(again.pinned()).isFalse();
        assertThat(again.unread()).isZero();
        assertThat(again.joinedSeq()).isEqualTo(8);
    }

    @Test
    void boundsOwnMessagesByReadingPastTheOldest() {
        Session session = joined;
        for (long ordinal = 1; ordinal <= 2 * Session.MAX_EXCLUDED + 2; ordinal++) {
            session = session.apply(message(ordinal + 1, ordinal, ordinal % 2 == 0 ? ALICE : BOB), ALICE);
        }

        assertThat(session.excluded().size()).isEqualTo(Session.MAX_EXCLUDED);
        assertThat(session.unread()).isEqualTo(Session.MAX_EXCLUDED);
    }

    @Test
    void saysWhenItWasLeft() {
        Session left = joined.apply(delivery(2, 0, BOB, Effect.LEFT, null), ALICE);

        assertThat(left.at()).isEqualTo(2);
    }

    @Nested
    final class Reading {

        @Test
        void takesWhatIsReadOutOfTheCount() {
            Session session = marked(three(), read(3, 2));

            assertThat(session.unread()).isEqualTo(1);
        }

        @Test
        void onlyMovesForward() {
            Session session = marked(marked(three(), read(4, 3)), read(2, 1));

            assertThat(session.unread()).isZero();
            assertThat(session.readSeq()).isEqualTo(4);
        }

        @Test
        void mayOvertakeADelivery() {
            Session session = marked(joined, read(2, 1)).apply(message(2, 1, BOB), ALICE);

            assertThat(session.unread()).isZero();
            assertThat(session.apply(message(3, 2, BOB), ALICE).unread()).isEqualTo(1);
        }

        @Test
        void mayOvertakeAnOwnMessage() {
            Session session = marked(joined, read(3, 2)).apply(message(2, 1, ALICE), ALICE);

            assertThat(session.apply(message(3, 2, BOB), ALICE)
                            .apply(message(4, 3, BOB), ALICE)
                            .unread())
                    .isEqualTo(1);
        }

        private Session three() {
            return joined.apply(message(2, 1, BOB), ALICE)
                    .apply(message(3, 2, BOB), ALICE)
                    .apply(message(4, 3, BOB), ALICE);
        }
    }

    @Nested
    final class Marking {

        @Test
        void unreadShowsOneWhereNothingIsUnread() {
            Session session = marked(joined, new Mark.Unread(ALICE, CATS));

            assertThat(session.unread()).isEqualTo(1);
            assertThat(session.apply(message(2, 1, BOB), ALICE).unread()).isEqualTo(1);
        }

        @Test
        void unreadIsClearedByAReadAtTheMark() {
            Session session = marked(marked(joined, new Mark.Unread(ALICE, CATS)), read(1, 0));

            assertThat(session.unread()).isZero();
        }

        @Test
        void mutedLeavesTheTotalAndKeepsItsOwnCount() {
            Session session = marked(joined.apply(message(2, 1, BOB), ALICE), settings(true, null, null));

            assertThat(session.unread()).isEqualTo(1);
            assertThat(session.countedUnread()).isZero();
        }

        @Test
        void hiddenReadsUpToTheHeadAndReturnsWithTheNextMessage() {
            Session hidden = marked(joined.apply(message(2, 1, BOB), ALICE), settings(null, null, true));

            assertThat(hidden.unread()).isZero();
            assertThat(hidden.hidden()).isTrue();
            assertThat(hidden.apply(delivery(3, 1, BOB, Effect.NOTICE, null), ALICE)
                            .hidden())
                    .isTrue();
            assertThat(hidden.apply(message(3, 2, BOB), ALICE).hidden()).isFalse();
        }

        @Test
        void aHiddenConversationThatIsMarkedUnreadIsShownAgain() {
            Session hidden = marked(joined.apply(message(2, 1, BOB), ALICE), settings(null, null, true));

            Session marked = marked(hidden, new Mark.Unread(ALICE, CATS));

            assertThat(marked.unread()).isEqualTo(1);
            assertThat(marked.hidden()).isFalse();
        }

        @Test
        void findsNothingWhereTheUserIsNotAMember() {
            assertThat(Session.NONE.apply(read(1, 1))).isNull();
        }
    }

    @Nested
    final class Mentioning {

        @Test
        void isRememberedUntilRead() {
            Session session = joined.apply(mention(2, 1), ALICE).apply(mention(3, 2), ALICE);

            assertThat(session.mentions()).containsExactly(2L, 3L);
            assertThat(marked(session, read(2, 1)).mentions()).containsExactly(3L);
        }

        @Test
        void keepsTheNewestHundred() {
            Session session = joined;
            for (long seq = 2; seq < 152; seq++) {
                session = session.apply(mention(seq, seq - 1), ALICE);
            }

            assertThat(session.mentions()).hasSize(Session.MAX_MENTIONS).startsWith(52L);
        }

        @Test
        void isOverWhenTheReadMarkMovesPastItBeyondTheBoundOfOwnMessages() {
            Session session = joined.apply(mention(2, 1), ALICE);
            for (long ordinal = 2; ordinal <= 2 * Session.MAX_EXCLUDED + 2; ordinal++) {
                session = ordinal == 5
                        ? session.apply(mention(ordinal + 1, ordinal), ALICE)
                        : session.apply(message(ordinal + 1, ordinal, ordinal % 2 == 0 ? ALICE : BOB), ALICE);
            }

            assertThat(session.excluded().size()).isEqualTo(Session.MAX_EXCLUDED);
            assertThat(session.readOrdinal()).isEqualTo(2);
            assertThat(session.mentions()).containsExactly(6L);
        }

        private static Delivery mention(long seq, long ordinal) {
            return new Delivery(
                    CATS, seq, ordinal, seq, BOB, Effect.MESSAGE, null, false, List.of(ALICE), List.of(ALICE));
        }
    }

    @Nested
    final class Recalling {

        @Test
        void takesTheMessageAndItsMentionOutOfTheCounts() {
            Session session = joined.apply(mentioning(2, 1), ALICE)
                    .apply(message(3, 2, BOB), ALICE)
                    .apply(recall(4, 2, 2, 1), ALICE);

            assertThat(session.unread()).isEqualTo(1);
            assertThat(session.mentions()).isEmpty();
            assertThat(session.messageSeq()).isEqualTo(3);
        }

        @Test
        void ofWhatIsReadChangesNoCount() {
            Session read = marked(joined.apply(message(2, 1, BOB), ALICE), read(2, 1));

            assertThat(read.apply(recall(3, 1, 2, 1), ALICE)
                            .apply(message(4, 2, BOB), ALICE)
                            .unread())
                    .isEqualTo(1);
        }

        @Test
        void ofAnOwnMessageIsNotCountedTwice() {
            Session session = joined.apply(message(2, 1, ALICE), ALICE)
                    .apply(message(3, 2, BOB), ALICE)
                    .apply(recall(4, 2, 2, 1), ALICE);

            assertThat(session.unread()).isEqualTo(1);
        }
    }

    @Nested
    final class InReadMode {

        private final FanoutState read = FanoutState.WRITE.switched(FanoutMode.READ, 1, 0);
        private final Session shared = joined.apply(switched(1, 0, read), ALICE);

        @Test
        void isSeenWithTheHeadThatAllShare() {
            FanoutState said = said(said(read, 2, false), 3, true);

            Session seen = shared.seen(said.shared());

            assertThat(seen.unread()).isEqualTo(2);
            assertThat(seen.mentions()).containsExactly(3L);
            assertThat(seen.headSeq()).isEqualTo(3);
            assertThat(shared.storedUnread()).isZero();
        }

        @Test
        void whatWasRecalledStaysOutWhenItIsSwitchedBack() {
            FanoutState said = said(said(read, 2, true), 3, false);
            FanoutState recalled = said.after(new Event.MessageRecalled(
                    CATS, 4, 2, 4, BOB, new MessageTarget(2, 1, 2, BOB, new Mentions(true, List.of()))));
            Session written = shared.apply(switched(4, 2, recalled.switched(FanoutMode.WRITE, 4, 2)), ALICE);

            assertThat(written.unread()).isEqualTo(1);
            assertThat(written.mentions()).isEmpty();
            assertThat(written.storedUnread()).isEqualTo(1);
            assertThat(written.apply(message(5, 3, BOB), ALICE).unread()).isEqualTo(2);
        }

        @Test
        void aSwitchThatIsKnownChangesNothing() {
            Session written = shared.apply(switched(1, 0, read.switched(FanoutMode.WRITE, 1, 0)), ALICE);

            assertThat(written.apply(switched(1, 0, read), ALICE)).isSameAs(written);
            assertThat(shared.apply(switched(1, 0, read), ALICE)).isSameAs(shared);
        }

        @Test
        void theHeadOfALaterTimeInReadModeKeepsWhatTheEarlierHad() {
            FanoutState said = said(read, 2, true);
            FanoutState later = said.switched(FanoutMode.WRITE, 2, 1).switched(FanoutMode.READ, 2, 1);

            assertThat(shared.seen(later.shared())).isEqualTo(shared.seen(said.shared()));
        }

        @Test
        void theHeadOfAnEarlierTimeInReadModeIsNotItsOwn() {
            FanoutState later = read.switched(FanoutMode.WRITE, 2, 1).switched(FanoutMode.READ, 2, 1);
            Session again = shared.apply(switched(2, 1, read.switched(FanoutMode.WRITE, 2, 1)), ALICE)
                    .apply(switched(2, 1, later), ALICE);

            assertThat(again.seen(said(read, 9, false).shared())).isSameAs(again);
        }

        @Test
        void theVersionGrowsBeyondEveryHeadWhenItLeavesTheSum() {
            Total total = new Total(5, 0, 0);
            Session left = shared.apply(delivery(9, 3, BOB, Effect.LEFT, null), ALICE);

            assertThat(total.moved(shared, left).version()).isGreaterThan(total.version() + 9);
            assertThat(total.moved(shared, shared).version()).isEqualTo(total.version() + 1);
        }

        @Test
        void hiddenAtTheSharedHeadReturnsWithTheNextMessageAlsoWhenThatIsRead() {
            Session hidden = marked(shared, new Mark.Settings(ALICE, CATS, null, null, true, 4, 3));
            FanoutState before = said(read, 4, false);
            FanoutState after = said(before, 5, false);

            assertThat(hidden.seen(before.shared()).hidden()).isTrue();
            assertThat(hidden.seen(before.shared()).unread()).isZero();
            assertThat(marked(hidden, read(5, 4)).seen(after.shared()).hidden()).isFalse();
        }

        private static FanoutState said(FanoutState state, long seq, boolean everybody) {
            Content content = new Content("text", "{}", null, new Mentions(everybody, List.of()));
            return state.after(new Event.MessageSent(CATS, seq, seq - 1, seq, BOB, new MessageId(seq), "id", content));
        }

        private static Delivery switched(long seq, long ordinal, FanoutState state) {
            return new Delivery(
                    CATS, seq, ordinal, seq, BOB, Effect.SWITCHED, null, false, List.of(), List.of(ALICE), null, state);
        }
    }

    private static Delivery mentioning(long seq, long ordinal) {
        return new Delivery(CATS, seq, ordinal, seq, BOB, Effect.MESSAGE, null, true, List.of(), List.of(ALICE, BOB));
    }

    private static Delivery recall(long seq, long ordinal, long targetSeq, long targetOrdinal) {
        return new Delivery(
                CATS,
                seq,
                ordinal,
                seq,
                BOB,
                Effect.RECALL,
                null,
                false,
                List.of(),
                List.of(ALICE, BOB),
                new Delivery.Target(targetSeq, targetOrdinal),
                null);
    }

    private static Session marked(Session session, Mark mark) {
        return requireNonNull(session.apply(mark), "nothing to mark");
    }

    private static Mark read(long seq, long ordinal) {
        return new Mark.Read(ALICE, CATS, seq, ordinal);
    }

    private static Mark settings(@Nullable Boolean muted, @Nullable Boolean pinned, @Nullable Boolean hidden) {
        return new Mark.Settings(ALICE, CATS, muted, pinned, hidden, 0, 0);
    }

    private static Delivery message(long seq, long ordinal, UserId actor) {
        return delivery(seq, ordinal, actor, Effect.MESSAGE, null);
    }

    private static Delivery delivery(long seq, long ordinal, UserId actor, Effect effect, @Nullable Role role) {
        return new Delivery(CATS, seq, ordinal, seq, actor, effect, role, false, List.of(), List.of(ALICE, BOB));
    }
}
