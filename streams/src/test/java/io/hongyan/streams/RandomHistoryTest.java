package io.hongyan.streams;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutStrategy;
import io.hongyan.streams.fanout.HybridFanout;
import io.hongyan.streams.fanout.ReadFanout;
import io.hongyan.streams.fanout.WriteFanout;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The same random histories under every strategy, and under random online switches, against [UnreadModel]: deliveries
/// come late, marks overtake them, and in the middle everything is restarted with another configuration.
///
/// A seed is the test's argument, so a failure is replayed by it: `-Dhistories.first=17 -Dhistories=1`. The strategies'
/// histories must be the same, entry by entry and answer by answer, and so must what they show.
final class RandomHistoryTest {

    private static final long FIRST = Long.getLong("histories.first", 1);
    private static final long HISTORIES = Long.getLong("histories", 20);
    private static final int STEPS = 250;
    private static final int USERS = 6;
    private static final int CONVERSATIONS = 3;
    private static final long DAY_MS = 86_400_000;

    private static final FanoutStrategy HYBRID = new HybridFanout(
            List.of(
                    new HybridFanout.Tier(3, FanoutMode.WRITE),
                    new HybridFanout.Tier(Integer.MAX_VALUE, FanoutMode.READ)),
            0.3);

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyStrategyShowsTheSame(long seed) {
        List<Object> write = new Run(seed, new WriteFanout(1_000)::decide).run();
        List<Object> read = new Run(seed, new ReadFanout()::decide).run();
        List<Object> hybrid = new Run(seed, HYBRID::decide).run();
        Run switching = new Run(seed, new Switching(seed));

        assertThat(write).filteredOn(Event.MessageSent.class::isInstance).isNotEmpty();
        assertThat(read).isEqualTo(write);
        assertThat(hybrid).isEqualTo(write);
        assertThat(switching.run()).isEqualTo(write);
    }

    /// Another mode every now and then, whatever the audience.
    private static final class Switching implements Function<Audience, FanoutMode> {

        private final Random random;

        Switching(long seed) {
            this.random = new Random(~seed);
        }

        @Override
        public FanoutMode apply(Audience audience) {
            return random.nextInt(8) == 0 ? FanoutMode.values()[random.nextInt(2)] : audience.mode();
        }
    }

    /// One history under one strategy.
    private static final class Run {

        private final long seed;
        private final Random random;
        private final Function<Audience, FanoutMode> fanout;
        private final UnreadModel model = new UnreadModel();
        private final Shown shown = new Shown();
        private final List<Event.MessageSent> sent = new ArrayList<>();
        /// Answers and what was shown in the quiet moments.
        private final List<Object> transcript = new ArrayList<>();

        private Drivers drivers;

        Run(long seed, Function<Audience, FanoutMode> fanout) {
            this.seed = seed;
            this.random = new Random(seed);
            this.fanout = fanout;
            this.drivers = new Drivers(fanout);
        }

        List<Object> run() {
            try {
                for (int step = 0; step < STEPS; step++) {
                    step(step);
                    hear();
                    if (step == STEPS / 2) {
                        restart();
                    }
                    if (step % 25 == 0) {
                        compare(step);
                    }
                }
                compare(STEPS);
            } finally {
                drivers.close();
            }
            return transcript;
        }

        private void restart() {
            settle();
            try (Drivers before = drivers) {
                drivers = new Drivers(fanout);
                drivers.restore(before);
            }
        }

        private void settle() {
            while (drivers.deliverOne()) {
                hear();
            }
        }

        /// Summaries and mailboxes come in topics of their own, so each may be ahead of the other.
        private void hear() {
            drivers.summaries().forEach(summary -> {
                shown.take(summary);
                check();
            });
            drivers.changes().readValuesToList().forEach(changes -> {
                shown.take(changes);
                check();
            });
        }

        private void check() {
            for (long user = 1; user <= USERS; user++) {
                shown.check(new UserId(user));
            }
        }

        private void step(int step) {
            ConversationId conversation = new ConversationId(1 + random.nextInt(CONVERSATIONS));
            UserId user = new UserId(1 + random.nextInt(USERS));
            UserId other = new UserId(1 + random.nextInt(USERS));
            switch (random.nextInt(35)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> command(send(conversation, user, "client-id-" + step));
                case 9 -> retry();
                case 10, 11, 12 -> command(new Command.AddMembers(conversation, user, List.of(other), null));
                case 13 -> command(new Command.RemoveMember(conversation, user, other));
                case 14 -> command(new Command.RemoveMember(conversation, user, user));
                case 15, 16 -> command(create(conversation, user, other));
                case 17 -> command(new Command.ChangeRole(conversation, user, other, role()));
                case 18 -> command(new Command.ChangeSettings(conversation, user, "title " + step, null, null));
                case 19 -> settings(user, conversation);
                case 20 -> mark(new Mark.Unread(user, conversation));
                case 21, 22, 23 -> read(user, conversation);
                case 24, 25 -> recall(user, conversation);
                case 26 -> {
                    if (random.nextInt(10) == 0) {
                        command(new Command.Dissolve(conversation, user));
                    }
                }
                case 32, 33 -> operate(user, conversation, step);
                case 34 -> command(new Command.MuteMember(conversation, user, other, random.nextInt(2)));
                default -> drivers.deliverOne();
            }
        }

        /// None of these counts.
        private void operate(UserId user, ConversationId conversation, int step) {
            Event.MessageSent message = one(conversation);
            if (message == null) {
                return;
            }
            MessageTarget target = target(message);
            command(
                    switch (random.nextInt(3)) {
                        case 0 ->
                            new Command.Edit(
                                    conversation,
                                    message.actor(),
                                    target,
                                    null,
                                    "edit-id-" + step,
                                    "text",
                                    "{}",
                                    DAY_MS);
                        case 1 ->
                            new Command.React(conversation, user, target, null, "👍", random.nextBoolean(), null, 0);
                        default -> new Command.Pin(conversation, user, target, null, random.nextBoolean());
                    });
        }

        private static MessageTarget target(Event.MessageSent message) {
            return new MessageTarget(
                    message.seq(),
                    message.ordinal(),
                    message.at(),
                    message.actor(),
                    message.content().mentions());
        }

        private void command(Command command) {
            Answer answer = drivers.command(command);
            transcript.add(answer);
            if (answer instanceof Event event) {
                assertThat(event.seq()).isEqualTo(model.head(event.conversation()) + 1);
                model.apply(event);
                if (event instanceof Event.MessageSent message) {
                    sent.add(message);
                }
            }
        }

        private void retry() {
            if (sent.isEmpty()) {
                return;
            }
            Event.MessageSent first = sent.get(random.nextInt(sent.size()));
            Answer again = drivers.command(new Command.Send(
                    first.conversation(), first.actor(), first.clientId(), new MessageId(99), first.content()));
            assertThat(again)
                    .isEqualTo(new Outcome.Duplicate(first.messageId(), first.seq(), first.ordinal(), first.at()));
        }

        private void recall(UserId user, ConversationId conversation) {
            Event.MessageSent message = one(conversation);
            if (message != null) {
                command(new Command.Recall(
                        conversation, random.nextBoolean() ? message.actor() : user, target(message), null, DAY_MS));
            }
        }

        private void settings(UserId user, ConversationId conversation) {
            Boolean muted = perhaps();
            Boolean pinned = perhaps();
            Boolean hidden = perhaps();
            settle();
            Session session = shown.line(user, conversation);
            mark(new Mark.Settings(
                    user,
                    conversation,
                    muted,
                    pinned,
                    hidden,
                    session == null ? 0 : session.headSeq(),
                    session == null ? 0 : session.headOrdinal()));
        }

        /// Other marks than reading reach the mailbox when what came before them has: the door shows what it has.
        private void mark(Mark mark) {
            settle();
            drivers.mark(mark);
            model.apply(mark);
        }

        /// A read mark may overtake deliveries of messages, though not that of joining: the door waits for it.
        private void read(UserId user, ConversationId conversation) {
            Event.MessageSent target = one(conversation);
            long joinedSeq = model.joinedSeq(user, conversation);
            if (target == null || joinedSeq == 0 || target.seq() <= joinedSeq) {
                return;
            }
            Session session = shown.line(user, conversation);
            while (session == null || session.joinedSeq() != joinedSeq) {
                assertThat(drivers.deliverOne()).isTrue();
                hear();
                session = shown.line(user, conversation);
            }
            Mark read = new Mark.Read(user, conversation, target.seq(), target.ordinal());
            drivers.mark(read);
            model.apply(read);
        }

        private Event.@Nullable MessageSent one(ConversationId conversation) {
            List<Event.MessageSent> messages = sent.stream()
                    .filter(message -> message.conversation().equals(conversation))
                    .toList();
            int index = random.nextInt(Integer.MAX_VALUE);
            return messages.isEmpty() ? null : messages.get(index % messages.size());
        }

        /// In a quiet moment, with everything delivered, everybody is shown what the model says.
        private void compare(int step) {
            settle();
            for (long user = 1; user <= USERS; user++) {
                UserId id = new UserId(user);
                long sum = 0;
                for (long conversation = 1; conversation <= CONVERSATIONS; conversation++) {
                    UnreadModel.Line expected = model.line(id, new ConversationId(conversation));
                    UnreadModel.Line line = line(shown.line(id, new ConversationId(conversation)));
                    assertThat(line)
                            .as("seed %d, step %d, user %d, conversation %d", seed, step, user, conversation)
                            .isEqualTo(expected);
                    sum += line == null || line.muted() ? 0 : line.unread();
                    transcript.add(String.valueOf(line));
                }
                assertThat(shown.total(id).unread())
                        .as("seed %d, step %d, total of user %d", seed, step, user)
                        .isEqualTo(sum);
            }
        }

        private static UnreadModel.@Nullable Line line(@Nullable Session session) {
            return session == null
                    ? null
                    : new UnreadModel.Line(
                            session.joinedSeq(),
                            session.headSeq(),
                            session.messageSeq(),
                            session.readSeq(),
                            session.unread(),
                            session.mentions(),
                            session.muted(),
                            session.pinned(),
                            session.hidden(),
                            session.markedUnread());
        }

        private @Nullable Boolean perhaps() {
            return switch (random.nextInt(3)) {
                case 0 -> null;
                case 1 -> true;
                default -> false;
            };
        }

        private Role role() {
            return Role.values()[random.nextInt(Role.values().length)];
        }

        private static Command create(ConversationId conversation, UserId actor, UserId other) {
            return new Command.Create(
                    conversation, actor, ConversationKind.GROUP, "g", History.SINCE_JOINED, List.of(other), null);
        }

        private Command send(ConversationId conversation, UserId sender, String clientId) {
            UserId someone = new UserId(1 + random.nextInt(USERS));
            Mentions mentions = switch (random.nextInt(5)) {
                case 0 -> new Mentions(true, List.of());
                case 1 -> new Mentions(false, List.of(someone));
                default -> Mentions.NOBODY;
            };
            Content content = new Content("text", "{\"text\":\"" + clientId + "\"}", null, mentions);
            return new Command.Send(conversation, sender, clientId, new MessageId(1), content);
        }
    }
}
