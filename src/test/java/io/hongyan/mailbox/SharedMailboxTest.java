package io.hongyan.mailbox;

import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A mailbox in which some conversations are in read mode: they are shown as if every message had been delivered.
final class SharedMailboxTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final int CONVERSATIONS = 8;

    private final SimulatedMailboxes stored = new SimulatedMailboxes();
    /// The same, with every message delivered.
    private final SimulatedMailboxes expected = new SimulatedMailboxes();
    private final Map<ConversationId, FanoutState> states = new HashMap<>();
    private final Map<ConversationId, Long> seqs = new HashMap<>();
    private final CommittedMailbox mailbox = new CommittedMailbox(ALICE, this::head);
    /// Of alice's own messages, which the mailbox hears of after those who read have.
    private final Deque<Delivery> late = new ArrayDeque<>();
    private long time = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void showsWhatItWouldIfEverythingWereDelivered(long seed) {
        Random random = new Random(seed);
        for (long id = 1; id <= CONVERSATIONS; id++) {
            join(new ConversationId(id), id % 3 == 0 ? FanoutMode.WRITE : FanoutMode.READ);
        }

        long version = 0;
        for (int step = 0; step < 400; step++) {
            ConversationId conversation = new ConversationId(1 + random.nextInt(CONVERSATIONS));
            if (random.nextBoolean()) {
                deliverLate();
            }
            switch (random.nextInt(7)) {
                case 0 -> mark(new Mark.Read(ALICE, conversation, seq(conversation) - 1, seq(conversation) - 2));
                case 1 ->
                    mark(new Mark.Settings(
                            ALICE,
                            conversation,
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextInt(4) == 0,
                            seq(conversation),
                            seq(conversation) - 1));
                case 2 -> message(conversation, ALICE);
                default -> message(conversation, BOB);
            }
            assertShown();
            assertThat(mailbox.total().version()).isGreaterThanOrEqualTo(version);
            version = mailbox.total().version();
        }
    }

    private void assertShown() {
        List<MailboxLine> byId = expected.sessions(ALICE).entrySet().stream()
                .map(entry -> new MailboxLine(entry.getKey(), entry.getValue()))
                .toList();
        assertThat(mailbox.linesAfter(null, 100).lines())
                .map(SharedMailboxTest::told)
                .isEqualTo(told(byId));
        List<MailboxLine> listed = byId.stream()
                .filter(line -> !line.session().hidden())
                .sorted(Comparator.comparing(MailboxLine::place))
                .toList();
        List<MailboxLine> pages = new ArrayList<>();
        Stream.iterate(
                        mailbox.list(null, 3),
                        page -> !page.lines().isEmpty(),
                        page -> mailbox.list(page.lines().getLast().place(), 3))
                .forEach(page -> {
                    pages.addAll(page.lines());
                    assertThat(page.more()).isEqualTo(pages.size() < listed.size());
                });
        assertThat(told(pages)).isEqualTo(told(listed));
        assertThat(mailbox.total().unread()).isEqualTo(expected.total(ALICE).unread());
        assertThat(told(mailbox.unread().lines()))
                .isEqualTo(told(byId.stream()
                        .filter(line -> line.session().unread() > 0)
                        .toList()));
    }

    private static List<String> told(List<MailboxLine> lines) {
        return lines.stream().map(SharedMailboxTest::told).toList();
    }

    /// What a client can see of a line.
    private static String told(MailboxLine line) {
        return line.place() + " " + line.session().headSeq() + " "
                + line.session().unread() + " " + line.session().hidden();
    }

    private void join(ConversationId conversation, FanoutMode mode) {
        FanoutState state = mode == FanoutMode.READ ? FanoutState.WRITE.switched(mode, 1, 0) : FanoutState.WRITE;
        states.put(conversation, state);
        seqs.put(conversation, 1L);
        deliver(stored, delivery(conversation, 1, BOB, Effect.JOINED, state)).forEach(mailbox::apply);
        deliver(expected, delivery(conversation, 1, BOB, Effect.JOINED, null));
    }

    private void message(ConversationId conversation, UserId sender) {
        time += 1;
        long seq = seqs.merge(conversation, 1L, Long::sum);
        Content content = new Content("text", "{}", null, Mentions.NOBODY);
        states.computeIfPresent(
                conversation,
                (_, state) -> state.after(new Event.MessageSent(
                        conversation, seq, seq - 1, time, sender, new MessageId(seq), "client", content)));
        Delivery delivery = delivery(conversation, seq, sender, Effect.MESSAGE, null);
        if (head(conversation) == null) {
            deliver(stored, delivery).forEach(mailbox::apply);
        } else if (sender.equals(ALICE)) {
            late.add(delivery);
        }
        deliver(expected, delivery);
    }

    private void deliverLate() {
        late.forEach(delivery -> deliver(stored, delivery).forEach(mailbox::apply));
        late.clear();
    }

    private void mark(Mark mark) {
        stored.mark(mark).changes().forEach(mailbox::apply);
        expected.mark(mark);
    }

    private static List<MailboxChange> deliver(SimulatedMailboxes mailboxes, Delivery delivery) {
        return mailboxes.deliver(delivery).changes();
    }

    private Delivery delivery(
            ConversationId conversation, long seq, UserId actor, Effect effect, @Nullable FanoutState fanout) {
        return new Delivery(
                conversation,
                seq,
                seq - 1,
                time,
                actor,
                effect,
                effect == Effect.JOINED ? Role.MEMBER : null,
                false,
                List.of(),
                List.of(ALICE),
                null,
                fanout);
    }

    private @Nullable SharedHead head(ConversationId conversation) {
        FanoutState state = states.get(conversation);
        return state == null ? null : state.shared();
    }

    private long seq(ConversationId conversation) {
        return seqs.getOrDefault(conversation, 1L);
    }
}
