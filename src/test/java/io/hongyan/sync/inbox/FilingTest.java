package io.hongyan.sync.inbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import io.hongyan.sync.inbox.Reference.Kind;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FilingTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final ConversationId CATS = new ConversationId(71);

    private final SimulatedMailboxes log = new SimulatedMailboxes();

    @Test
    void everyPositionHasOneReference() {
        assertThat(filed(1, 0, Effect.JOINED, Role.OWNER))
                .containsExactly(
                        new Filed(ALICE, reference(1, Kind.ENTRY, 1, 0)),
                        new Filed(BOB, reference(1, Kind.ENTRY, 1, 0)));
        assertThat(filed(2, 1, Effect.MESSAGE, null))
                .extracting(Filed::reference)
                .containsExactly(reference(2, Kind.ENTRY, 2, 1), reference(2, Kind.ENTRY, 2, 1));
        assertThat(FilingRecords.of(log.mark(new Mark.Read(ALICE, CATS, 2, 1))))
                .containsExactly(new Filed(ALICE, reference(3, Kind.MARK, 2, 1)));
        assertThat(filed(3, 1, Effect.LEFT, null))
                .containsExactly(
                        new Filed(ALICE, reference(4, Kind.LEFT, 3, 1)), new Filed(BOB, reference(3, Kind.LEFT, 3, 1)));
    }

    /// It repeats a position, and in an inbox that was emptied it would stand for what it isn't.
    @Test
    void theAnswerToAMarkThatChangedNothingHasNone() {
        filed(1, 0, Effect.JOINED, Role.OWNER);

        assertThat(FilingRecords.of(log.mark(new Mark.Read(ALICE, CATS, 1, 0)))).isEmpty();
        assertThat(FilingRecords.of(log.mark(new Mark.Read(ALICE, new ConversationId(72), 1, 0))))
                .isEmpty();
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> Filing.of(FilingRecords.record(new byte[] {1, 2, 3})))
                .isInstanceOf(SerializationException.class);
    }

    private List<Filed> filed(long seq, long ordinal, Effect effect, @Nullable Role role) {
        return FilingRecords.of(log.deliver(
                new Delivery(CATS, seq, ordinal, 1_000, BOB, effect, role, false, List.of(), List.of(ALICE, BOB))));
    }

    private static Reference reference(long position, Kind kind, long seq, long ordinal) {
        return new Reference(0, position, kind, CATS, seq, ordinal, 1_000);
    }
}
