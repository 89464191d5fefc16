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
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.fanout.FanoutStrategy;
import io.hongyan.streams.fanout.HybridFanout;
import io.hongyan.streams.fanout.ReadFanout;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.fanout.WriteFanout;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// The same random histories under every strategy, and under random online switches, against [UnreadModel]: deliveries
/// come late, marks overtake them, and time and again everything is restarted, also with another configuration.
///
/// A seed is the test's argument, so a failure is replayed by it: `-Dhistories.first=17 -Dhistories=1`. The strategies'
/// histories must be the same, entry by entry and answer by answer, and so must what they show.
final class RandomHistoryTest {

    private static final long FIRST = Long.getLong("histories.first", 1);
    private static final long HISTORIES = Long.getLong("histories", 20);
    private static final int USERS = 6;

    /// Of the last messages of a history without end.
    private static final int LEFT_UNREAD = 50;

    /// Kinds of steps, and how many there are.
    private static final int SEND = 0;
    private static final int JOIN = 10;
    private static final int CREATE = 15;
    private static final int RECALL = 24;
    private static final int KINDS = 35;

    private static final Pace USUAL = new Pace(USERS, USERS, 3, 250, random -> random.nextInt(KINDS));

    /// Many conversations, of which a share is some.
    private static final Pace WIDE = new Pace(USERS, USERS, 12, 250, random -> random.nextInt(KINDS));

    /// A few people who say far more than they read, but for one who only listens, and take much of it back, until
    /// every bound is reached.
    private static final Pace ENDLESS = new Pace(3, 2, 1, 9_000, RandomHistoryTest::kindWithoutEnd);

    private static final long DAY_MS = 86_400_000;

    /// How often everything is started in a history.
    private static final int STARTS = 4;

    private static final FanoutStrategy WRITE = new WriteFanout(1_000);
    private static final FanoutStrategy READ = new ReadFanout();

    /// How much happens among how many, of whom the first `speakers` speak. `kind` draws what the next step is.
    private record Pace(int users, int speakers, int conversations, int steps, ToIntFunction<Random> kind) {

        boolean isEndless() {
            return steps > Session.MAX_EXCLUDED;
        }
    }

    private static int kindWithoutEnd(Random random) {
        int draw = random.nextInt(100);
        if (draw < 70) {
            return SEND;
        } else if (draw < 98) {
            return RECALL;
        }
        return draw < 99 ? JOIN : CREATE;
    }

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyStrategyShowsTheSame(long seed) {
        List<Object> write = new Run(seed, USUAL, _ -> WRITE::decide).run();
        List<Object> read = new Run(seed, USUAL, _ -> READ::decide).run();
        List<Object> hybrid = new Run(seed, USUAL, _ -> hybrid(3)::decide).run();
        List<Object> switching = new Run(seed, USUAL, start -> new Switching(seed + start)).run();
        Random random = new Random(seed);
        List<Object> reconfigured = new Run(seed, USUAL, _ -> anyPolicy(random)::decide).run();

        assertThat(write).filteredOn(Event.MessageSent.class::isInstance).isNotEmpty();
        assertThat(read).isEqualTo(write);
        assertThat(hybrid).isEqualTo(write);
        assertThat(switching).isEqualTo(write);
        assertThat(reconfigured).isEqualTo(write);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCanarySwitchesItsConversationsAndNobodyNotices(long seed) {
        FanoutPolicy before = new FanoutPolicy(WRITE, null);
        FanoutPolicy canary = new FanoutPolicy(WRITE, new FanoutPolicy.Canary(READ, 40));
        Run trial = new Run(seed, WIDE, start -> start == 1 ? canary::decide : before::decide);

        List<Object> tried = trial.run();

        assertThat(tried).isEqualTo(new Run(seed, WIDE, _ -> before::decide).run());
        assertThat(trial.readAtStops.getFirst()).isEmpty();
        assertThat(trial.readAtStops.get(1))
                .isNotEmpty()
                .allMatch(id -> canary.decide(new Audience(id, 2, FanoutMode.WRITE, null)) == FanoutMode.READ);
        assertThat(trial.readAtStops.getLast())
                .hasSizeLessThan(trial.readAtStops.get(1).size());
    }

    /// Beyond the bounds the modes may forget different things, though nothing that a read mark doesn't put right.
    @Test
    void theBoundsAreReachedUnderEveryStrategyAndNothingElseIsLost() {
        Run write = new Run(FIRST, ENDLESS, _ -> WRITE::decide);
        Run read = new Run(FIRST, ENDLESS, _ -> READ::decide);
        Run both = new Run(FIRST, ENDLESS, start -> (start % 2 == 0 ? READ : WRITE)::decide);

        for (Run run : List.of(write, read, both)) {
            run.run();
            assertThat(run.beyondBounds).isPositive();
        }
        SharedHead head = requireNonNull(read.shown.head(new ConversationId(1)));
        assertThat(head.recalled().count()).isEqualTo(SharedHead.MAX_RECALLED);
        assertThat(head.everybody()).hasSize(SharedHead.MAX_EVERYBODY);
    }

    private static FanoutStrategy hybrid(int upTo) {
        return new HybridFanout(
                List.of(
                        new HybridFanout.Tier(upTo, FanoutMode.WRITE),
                        new HybridFanout.Tier(Integer.MAX_VALUE, FanoutMode.READ)),
                0.3);
    }

    private static FanoutPolicy anyPolicy(Random random) {
        return new FanoutPolicy(anyStrategy(random), new FanoutPolicy.Canary(anyStrategy(random), random.nextInt(101)));
    }

    private static FanoutStrategy anyStrategy(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> WRITE;
            case 1 -> READ;
            default -> hybrid(1 + random.nextInt(USERS));
        };
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
        private final Pace pace;
        private final Random random;
        private final IntFunction<Function<Audience, FanoutMode>> fanouts;
        private final UnreadModel model = new UnreadModel();
        private final Shown shown = new Shown();
        private final List<Event.MessageSent> sent = new ArrayList<>();
        /// Answers and what was shown in the quiet moments.
        private final List<Object> transcript = new ArrayList<>();
        /// Which conversations were in read mode when it was stopped, the first time first.
        private final List<Set<ConversationId>> readAtStops = new ArrayList<>();

        /// How many lines showed what may differ from mode to mode.
        private int beyondBounds;

        private Drivers drivers;

        /// `fanouts` is how it decides from its first start on, from its second, and so on.
        Run(long seed, Pace pace, IntFunction<Function<Audience, FanoutMode>> fanouts) {
            this.seed = seed;
            this.pace = pace;
            this.random = new Random(seed);
            this.fanouts = fanouts;
            this.drivers = new Drivers(fanouts.apply(0));
        }

        List<Object> run() {
            try {
                for (int step = 0; step < pace.steps(); step++) {
                    step(step);
                    hear();
                    if ((step + 1) % (pace.steps() / STARTS + 1) == 0) {
                        restart();
                    }
                    if (step % 25 == 0) {
                        compare(step);
                    }
                }
                compare(pace.steps());
                if (pace.isEndless()) {
                    readUpToTheLast();
                }
                readAtStops.add(shown.inReadMode());
            } finally {
                drivers.close();
            }
            return transcript;
        }

        /// What was forgotten is of no account any more.
        private void readUpToTheLast() {
            Event.MessageSent last = sent.get(sent.size() - LEFT_UNREAD);
            for (long user = 1; user <= pace.users(); user++) {
                mark(new Mark.Read(new UserId(user), last.conversation(), last.seq(), last.ordinal()));
            }
            hear();
            int before = beyondBounds;
            compare(pace.steps());
            assertThat(beyondBounds).isEqualTo(before);
        }

        private void restart() {
            readAtStops.add(shown.inReadMode());
            try (Drivers before = drivers) {
                drivers = new Drivers(fanouts.apply(readAtStops.size()));
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
                checkOften();
            });
            drivers.changes().readValuesToList().forEach(changes -> {
                shown.take(changes);
                checkOften();
            });
        }

        /// Lines at their bounds take long.
        private void checkOften() {
            if (!pace.isEndless()) {
                check();
            }
        }

        private void check() {
            for (long user = 1; user <= pace.users(); user++) {
                shown.check(new UserId(user));
            }
        }

        private void step(int step) {
            ConversationId conversation = new ConversationId(1 + random.nextInt(pace.conversations()));
            UserId user = new UserId(1 + random.nextInt(pace.users()));
            UserId other = new UserId(1 + random.nextInt(pace.users()));
            switch (pace.kind().applyAsInt(random)) {
                case SEND, 1, 2, 3, 4, 5, 6, 7, 8 -> {
                    if (user.value() <= pace.speakers()) {
                        command(send(conversation, user, "client-id-" + step));
                    }
                }
                case 9 -> retry();
                case JOIN, 11, 12 -> command(new Command.AddMembers(conversation, user, List.of(other), null));
                case 13 -> command(new Command.RemoveMember(conversation, user, other));
                case 14 -> command(new Command.RemoveMember(conversation, user, user));
                case CREATE, 16 -> command(create(conversation, user, other));
                case 17 -> command(new Command.ChangeRole(conversation, user, other, role()));
                case 18 -> command(new Command.ChangeSettings(conversation, user, "title " + step, null, null));
                case 19 -> settings(user, conversation);
                case 20 -> mark(new Mark.Unread(user, conversation));
                case 21, 22, 23 -> read(user, conversation);
                case RECALL, 25 -> recall(user, conversation);
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
            check();
            for (long user = 1; user <= pace.users(); user++) {
                UserId id = new UserId(user);
                long sum = 0;
                for (long conversation = 1; conversation <= pace.conversations(); conversation++) {
                    UnreadModel.Line line = compare(step, id, new ConversationId(conversation));
                    sum += line == null || line.muted() ? 0 : line.unread();
                    transcript.add(String.valueOf(line));
                }
                assertThat(shown.total(id).unread())
                        .as("seed %d, step %d, total of user %d", seed, step, user)
                        .isEqualTo(sum);
            }
        }

        /// One line, which is shown after the bounds of write mode where it was never in another.
        private UnreadModel.@Nullable Line compare(int step, UserId user, ConversationId conversation) {
            Session session = shown.line(user, conversation);
            UnreadModel.Line line = line(session);
            UnreadModel.Line expected = model.line(user, conversation);
            boolean beyond = model.isBeyondBounds(user, conversation);
            beyondBounds += beyond ? 1 : 0;
            String where = "seed %d, step %d, user %s, conversation %s".formatted(seed, step, user, conversation);
            if (beyond && session != null && session.generation() > 0) {
                assertThat(line != null && model.allows(user, conversation, line))
                        .as("%s: %s, and not %s", where, line, expected)
                        .isTrue();
            } else {
                assertThat(line).as(where).isEqualTo(expected);
            }
            return line;
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
            UserId someone = new UserId(1 + random.nextInt(pace.users()));
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
