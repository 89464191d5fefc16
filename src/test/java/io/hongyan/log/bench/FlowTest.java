package io.hongyan.log.bench;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Refusal;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What makes a run of the benchmark invalid.
final class FlowTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);

    private final Room room = new Room(new ConversationId(3), ConversationKind.DIRECT, List.of(ALICE, BOB), 1);
    private final Faults faults = new Faults();
    private final Flow flow = new Flow("phase", List.of(room), 2, 0, faults);

    @BeforeEach
    void begin() {
        flow.begin(0);
    }

    @Test
    void anEventOfTheRightNumberIsRight() {
        flow.answered(0, sent(0, 2), 1);
        flow.answered(1, sent(1, 3), 2);

        assertThat(flow.answered()).isEqualTo(2);
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void aRefusalIsAFault() {
        flow.answered(0, new Outcome.Refused(Refusal.FORBIDDEN, "no"), 1);

        assertThat(faults.toString()).contains("message 0 of phase was answered Refused");
    }

    @Test
    void anotherNumberIsAFault() {
        flow.answered(0, sent(0, 3), 1);

        assertThat(faults.toString()).contains("and not with number 2");
    }

    @Test
    void whatHasNoEventAndIsInNoMailboxIsAFault() {
        flow.answered(0, sent(0, 2), 1);

        flow.check(Map.of(ALICE, 0L, BOB, 2L));

        assertThat(faults.toString())
                .contains("1 of 2 messages of phase have no event: message 1 is the first")
                .contains("2 of 2 messages of phase aren't in all mailboxes")
                .doesNotContain("unread");
    }

    @Test
    void anotherCountOfUnreadIsAFault() {
        flow.check(Map.of(ALICE, 0L, BOB, 1L));

        assertThat(faults.toString()).contains("2 was sent 2 messages in phase, and has 1 unread");
    }

    @Test
    void whatComesTwiceIsAFault() {
        flow.arrived(changes(2), 1);

        flow.arrived(changes(2), 2);

        assertThat(flow.done()).isEqualTo(1);
        assertThat(faults.toString()).contains("the mailbox of 1 has number 2 of 3, which nobody sent them in phase");
    }

    @Test
    void theFirstCommitIsNotCountedWithoutItsTime() {
        Room other = new Room(new ConversationId(4), ConversationKind.DIRECT, List.of(ALICE, BOB), 1);
        Flow bursts = new Flow("bursts", List.of(other), 10, 0, faults);
        bursts.begin(0);
        long[] seconds = {1, 1, 2, 2, 2, 2, 3, 3, 3, 3};
        for (int i = 0; i < seconds.length; i++) {
            bursts.arrived(changes(other, 2 + i), TimeUnit.SECONDS.toNanos(seconds[i]));
        }

        Figure figure = bursts.figure(new Usage(Duration.ZERO, Duration.ZERO));

        assertThat(figure.messagesPerSecond()).isEqualTo(4);
        assertThat(figure.deliveriesPerSecond()).isEqualTo(8);
        assertThat(figure.recipients()).isEqualTo(2);
        assertThat(figure.seconds()).isEqualTo(3);
        assertThat(faults.isEmpty()).isTrue();
    }

    private List<MailboxChange> changes(long seq) {
        return changes(room, seq);
    }

    private static List<MailboxChange> changes(Room room, long seq) {
        return room.members().stream()
                .map(member -> new MailboxChange(member, room.id(), Session.left(seq, seq - 1, 0), Total.EMPTY))
                .toList();
    }

    private Answer sent(int index, long seq) {
        Command.Send send = (Command.Send) flow.command(index, new MessageId(7 + index));
        return new Event.MessageSent(
                send.conversation(), seq, seq - 1, 0, send.actor(), send.messageId(), send.clientId(), send.content());
    }
}
