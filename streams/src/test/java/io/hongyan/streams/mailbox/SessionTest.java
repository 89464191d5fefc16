package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
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

    private static Session marked(Session session, Mark mark) {
        return requireNonNull(session.apply(mark), "nothing to mark");
    }

    private static Mark read(long seq, long ordinal) {
        return new Mark.Read(ALICE, CATS, seq, ordinal);
    }

    private static Mark settings(@Nullable Boolean muted, @Nullable Boolean pinned, @Nullable Boolean hidden) {
        return new Mark.Settings(ALICE, CATS, muted, pinned, hidden);
    }

    private static Delivery message(long seq, long ordinal, UserId actor) {
        return delivery(seq, ordinal, actor, Effect.MESSAGE, null);
    }

    private static Delivery delivery(long seq, long ordinal, UserId actor, Effect effect, @Nullable Role role) {
        return new Delivery(CATS, seq, ordinal, seq, actor, effect, role, false, List.of(), List.of(ALICE, BOB));
    }
}
