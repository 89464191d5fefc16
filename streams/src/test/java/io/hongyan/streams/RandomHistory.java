package io.hongyan.streams;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.SharedHead;
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
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// One random history under one strategy, step by step against [UnreadModel].
final class RandomHistory {

    /// Of the last messages of a history without end.
    private static final int LEFT_UNREAD = 50;

    /// How often everything is started in a history.
    private static final int STARTS = 4;

    private final long seed;
    private final Pace pace;
    private final Random random;
    private final RandomCommands commands;
    private final IntFunction<Function<Audience, FanoutMode>> fanouts;
    private final UnreadModel model = new UnreadModel();
    private final Shown shown = new Shown();
    private final List<Event.MessageSent> sent = new ArrayList<>();
    /// Answers and what was shown in the quiet moments.
    private final List<Object> transcript = new ArrayList<>();
    private final List<Set<ConversationId>> readAtStops = new ArrayList<>();
    private int beyondBounds;
    private Drivers drivers;

    /// `fanouts` is how it decides from its first start on, from its second, and so on.
    RandomHistory(long seed, Pace pace, IntFunction<Function<Audience, FanoutMode>> fanouts) {
        this.seed = seed;
        this.pace = pace;
        this.random = new Random(seed);
        this.commands = new RandomCommands(random, pace.users());
        this.fanouts = fanouts;
        this.drivers = new Drivers(fanouts.apply(0));
    }

    /// Runs it once; gives the answers and what was shown.
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

    /// Which conversations were in read mode when it was stopped, the first time first.
    List<Set<ConversationId>> readAtStops() {
        return readAtStops;
    }

    /// How many lines showed what may differ from mode to mode.
    int beyondBounds() {
        return beyondBounds;
    }

    /// What all readers of a conversation share in the end; null where it was never in read mode.
    @Nullable
    SharedHead head(ConversationId conversation) {
        return shown.head(conversation);
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
            case Pace.SEND, 1, 2, 3, 4, 5, 6, 7, 8 -> {
                if (user.value() <= pace.speakers()) {
                    command(commands.send(conversation, user, "client-id-" + step));
                }
            }
            case 9 -> retry();
            case Pace.JOIN, 11, 12 -> command(new Command.AddMembers(conversation, user, List.of(other), null));
            case 13 -> command(new Command.RemoveMember(conversation, user, other));
            case 14 -> command(new Command.RemoveMember(conversation, user, user));
            case Pace.CREATE, 16 -> command(commands.create(conversation, user, other));
            case 17 -> command(new Command.ChangeRole(conversation, user, other, commands.role()));
            case 18 -> command(new Command.ChangeSettings(conversation, user, "title " + step, null, null));
            case 19 -> settings(user, conversation);
            case 20 -> mark(new Mark.Unread(user, conversation));
            case 21, 22, 23 -> read(user, conversation);
            case Pace.RECALL, 25 -> {
                Event.MessageSent message = one(conversation);
                if (message != null) {
                    command(commands.recall(user, message));
                }
            }
            case 26 -> {
                if (random.nextInt(10) == 0) {
                    command(new Command.Dissolve(conversation, user));
                }
            }
            case 32, 33 -> {
                Event.MessageSent message = one(conversation);
                if (message != null) {
                    command(commands.operate(user, message, step));
                }
            }
            case 34 -> command(new Command.MuteMember(conversation, user, other, random.nextInt(2)));
            default -> drivers.deliverOne();
        }
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
        assertThat(again).isEqualTo(new Outcome.Duplicate(first.messageId(), first.seq(), first.ordinal(), first.at()));
    }

    private void settings(UserId user, ConversationId conversation) {
        Boolean muted = commands.perhaps();
        Boolean pinned = commands.perhaps();
        Boolean hidden = commands.perhaps();
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
}
