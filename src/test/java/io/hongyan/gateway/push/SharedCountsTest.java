package io.hongyan.gateway.push;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.message.history.Tail;
import io.hongyan.presence.Presence;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Counts of a conversation in read mode, which nothing is delivered of.
final class SharedCountsTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);

    private final SimulatedMailboxes mailboxes = new SimulatedMailboxes();
    private final Tail tail = new Tail(10_000, 100_000);
    private final Device device = new Device();
    private FanoutState state = FanoutState.WRITE.switched(FanoutMode.READ, 1, 0);
    private final Subscriptions subscriptions = new Subscriptions(
            tail,
            user -> new MailboxSnapshot(lines(user), false, mailboxes.total(user)),
            _ -> state.shared(),
            new NoNotices(),
            Runnable::run,
            () -> 0);

    SharedCountsTest() {
        mailboxes.deliver(delivery(1, Effect.JOINED, Role.MEMBER));
        subscriptions.open(ALICE, device);
    }

    @Test
    void comeAfterTheEntriesWhicheverOfTheTwoIsHeardFirst() {
        Event first = say(2);
        summarise();
        assertThat(device.lines).isEmpty();
        hear(first);
        assertThat(device.last().session().unread()).isEqualTo(1);

        hear(say(3));
        assertThat(device.last().session().unread()).isEqualTo(1);
        summarise();
        assertThat(device.last().session().unread()).isEqualTo(2);
        assertThat(device.total.unread()).isEqualTo(2);
    }

    @Test
    void haveAVersionThatGrowsWithEveryEntryAndDoesNotFallWhenTheUserLeaves() {
        hear(say(2));
        summarise();
        long one = device.total.version();
        hear(say(3));
        summarise();
        long two = device.total.version();

        subscriptions.changed(0, mailboxes.deliver(delivery(4, Effect.LEFT, null)));
        hear(new Event.MemberRemoved(CATS, 4, 2, 4, BOB, ALICE));

        assertThat(two).isGreaterThan(one);
        assertThat(device.total.version()).isGreaterThan(two);
        assertThat(device.total.unread()).isZero();
    }

    @Test
    void goDownWhenTheUserReads() {
        hear(say(2));
        hear(say(3));
        summarise();

        subscriptions.changed(0, mailboxes.mark(new Mark.Read(ALICE, CATS, 2, 1)));

        assertThat(device.last().session().unread()).isEqualTo(1);
        assertThat(device.total.unread()).isEqualTo(1);
    }

    @Test
    void goOnAsTheyAreWhenTheConversationIsSwitchedBack() {
        hear(say(2));
        summarise();
        Total before = device.total;

        state = state.switched(FanoutMode.WRITE, 2, 1);
        subscriptions.changed(0, mailboxes.deliver(switched(2)));

        assertThat(device.last().session().unread()).isEqualTo(1);
        assertThat(device.total.unread()).isEqualTo(1);
        assertThat(device.total.version()).isGreaterThan(before.version());
    }

    private Event say(long seq) {
        Event event = Entries.message(CATS, seq, seq - 1, BOB);
        state = state.after(event);
        return event;
    }

    private void hear(Event event) {
        tail.appended(event, 0, event.seq());
        subscriptions.appended(event, 0, event.seq());
    }

    private void summarise() {
        subscriptions.summarised(new Summary(
                CATS,
                1,
                ConversationKind.GROUP,
                "cats",
                BOB,
                List.of(),
                2,
                History.ALL,
                false,
                state,
                List.of(),
                GroupRules.FIRST));
    }

    private List<MailboxLine> lines(UserId user) {
        return mailboxes.sessions(user).entrySet().stream()
                .map(entry -> new MailboxLine(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Delivery delivery(long seq, Effect effect, @Nullable Role role) {
        return new Delivery(CATS, seq, seq - 1, seq, BOB, effect, role, false, List.of(), List.of(ALICE), null, state);
    }

    private Delivery switched(long seq) {
        return delivery(seq, Effect.SWITCHED, null);
    }

    private static final class Device implements Recipient {

        private final List<MailboxLine> lines = new ArrayList<>();
        private Total total = Total.EMPTY;

        MailboxLine last() {
            return lines.getLast();
        }

        @Override
        public void push(PushedEntry entry) {}

        @Override
        public void head(ConversationId conversation, long seq, long ordinal) {}

        @Override
        public void total(Total total) {
            this.total = total;
        }

        @Override
        public void unread(MailboxLine line, Total total) {
            assertThat(total.version()).isGreaterThan(this.total.version());
            lines.add(line);
            this.total = total;
        }

        @Override
        public void read(ConversationId conversation, Map<UserId, Long> reached) {}

        @Override
        public void delivered(ConversationId conversation, Map<UserId, Long> reached) {}

        @Override
        public void typing(ConversationId conversation, UserId user) {}

        @Override
        public void presence(Presence presence) {}

        @Override
        public void conversation(ConversationView conversation) {}

        @Override
        public void hint(String key, byte[] frame) {}
    }
}
