package io.hongyan.mailbox;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.log.Asking;
import io.hongyan.log.Reply;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class MarksTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final ConversationId GROUP = new ConversationId(7);

    private final SimulatedMailboxes log = new SimulatedMailboxes();
    private final MailboxView view = new MailboxView(1, _ -> null, _ -> Optional.empty());
    private long headSeq;
    private long headOrdinal;
    private final Marks marks = new Marks(view, this::reach, this::append);

    @BeforeEach
    void aliceJoinsAndBobWritesThrice() {
        view.opened(0, log);
        view.changed(0, log.deliver(delivery(1, 0, Effect.JOINED, Role.MEMBER)));
        message(2, 1);
        message(3, 2);
        message(4, 3);
    }

    @Test
    void readingCountsWhatFollows() {
        assertThat(read(3)).isEqualTo(new Marked(1, 0, new Counts(1, 0), 5));
    }

    @Test
    void readingBelowTheMarkChangesNothing() {
        read(4);

        assertThat(read(3)).isEqualTo(new Marked(0, 0, new Counts(0, 0), 5));
        assertThat(read(0).version()).isEqualTo(5);
    }

    @Test
    void readingBelowTheMarkTakesTheMarkOfBeingUnreadAway() {
        read(4);
        unread(ALICE);

        assertThat(read(2).unread()).isZero();
    }

    @Test
    void aMarkBeyondTheHeadCountsAsTheHead() {
        read(1_000);
        message(5, 4);

        assertThat(view.of(ALICE).total().unread()).isEqualTo(1);
    }

    @Test
    void aMarkOvertakesADeliveryWhichThenCountsZero() {
        headSeq = 5;
        headOrdinal = 4;

        read(5);
        message(5, 4);

        assertThat(view.of(ALICE).total().unread()).isZero();
    }

    @Test
    void anAnswerCarriesTheTotalOfTheSameState() {
        Marked muted = Asking.ask(reply -> marks.change(ALICE, GROUP, new SettingsPatch(true, null, null), reply));

        assertThat(muted).isEqualTo(new Marked(3, 0, new Counts(0, 0), 5));
        assertThat(muted.version()).isEqualTo(view.of(ALICE).total().position());
    }

    @Test
    void refusesANegativeSeq() {
        assertProblem(ErrorCode.INVALID, () -> read(-1));
    }

    @Test
    void findsNothingForAStranger() {
        assertProblem(ErrorCode.NOT_FOUND, () -> unread(BOB));
    }

    @Test
    void findsNothingWhereTheLogKnowsThatTheUserLeft() {
        log.deliver(delivery(5, 3, Effect.LEFT, null));

        assertProblem(ErrorCode.NOT_FOUND, () -> unread(ALICE));
    }

    private static void assertProblem(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private void message(long seq, long ordinal) {
        headSeq = Math.max(headSeq, seq);
        headOrdinal = Math.max(headOrdinal, ordinal);
        view.changed(0, log.deliver(delivery(seq, ordinal, Effect.MESSAGE, null)));
    }

    private static Delivery delivery(long seq, long ordinal, Effect effect, @Nullable Role role) {
        return new Delivery(GROUP, seq, ordinal, 1_000 + seq, BOB, effect, role, false, List.of(), List.of(ALICE));
    }

    /// In these histories every entry but the first is a message.
    private Timeline.Point reach(ConversationId conversation, long seq) {
        return seq > headSeq ? new Timeline.Point(headSeq, headOrdinal) : new Timeline.Point(seq, seq - 1);
    }

    private Marked read(long seq) {
        return Asking.ask(reply -> marks.read(ALICE, GROUP, seq, reply));
    }

    private Marked unread(UserId user) {
        return Asking.ask(reply -> marks.unread(user, GROUP, reply));
    }

    private void append(Mark mark, Reply<MailboxChange> reply) {
        MailboxChanges changes = log.mark(mark);
        view.changed(0, changes);
        reply.answered(changes.changes().getFirst());
    }
}
