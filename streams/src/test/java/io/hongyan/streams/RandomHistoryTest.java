package io.hongyan.streams;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxOwner;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Random histories through both topologies, deliveries late and marks ahead of them, against [UnreadModel].
///
/// The seed is the test's argument, so a failure is replayed by it.
final class RandomHistoryTest {

    private static final int HISTORIES = 40;
    private static final int STEPS = 400;
    private static final int USERS = 5;
    private static final int CONVERSATIONS = 3;

    private final UnreadModel model = new UnreadModel();
    private final Map<UserId, Map<ConversationId, Session>> sessions = new HashMap<>();
    private final Map<UserId, Total> totals = new HashMap<>();
    private final Map<ConversationId, Long> heads = new HashMap<>();
    private final List<Event.MessageSent> sent = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsAsTheModelDoes(long seed) {
        Random random = new Random(seed);
        try (Drivers drivers = new Drivers(new NoOwner())) {
            for (int step = 0; step < STEPS; step++) {
                step(random, drivers, step);
                drivers.changes().readValuesToList().forEach(this::accumulate);
            }
            while (drivers.deliverOne()) {
                drivers.changes().readValuesToList().forEach(this::accumulate);
            }
        }

        assertThat(sent).isNotEmpty();
        for (long user = 1; user <= USERS; user++) {
            assertCounts(new UserId(user));
        }
    }

    private void assertCounts(UserId user) {
        for (long conversation = 1; conversation <= CONVERSATIONS; conversation++) {
            ConversationId id = new ConversationId(conversation);
            Session session = sessions.getOrDefault(user, Map.of()).get(id);
            assertThat(session == null ? 0 : session.unread())
                    .as("unread of user %s in conversation %s", user, id)
                    .isEqualTo(model.unread(user, id));
        }
        assertThat(totals.getOrDefault(user, Total.EMPTY).unread())
                .as("total of user %s", user)
                .isEqualTo(model.total(user));
    }

    private void step(Random random, Drivers drivers, int step) {
        ConversationId conversation = new ConversationId(1 + random.nextInt(CONVERSATIONS));
        UserId user = new UserId(1 + random.nextInt(USERS));
        UserId other = new UserId(1 + random.nextInt(USERS));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> command(drivers, send(conversation, user, "client-id-" + step));
            case 8 -> retry(random, drivers);
            case 9 -> command(drivers, new Command.AddMembers(conversation, user, List.of(other)));
            case 10 -> command(drivers, new Command.RemoveMember(conversation, user, other));
            case 11 -> command(drivers, create(conversation, user, other));
            case 12 -> command(drivers, new Command.ChangeRole(conversation, user, other, role(random)));
            case 13 -> mark(drivers, new Mark.Settings(user, conversation, random.nextBoolean(), null, null));
            case 14 -> mark(drivers, new Mark.Unread(user, conversation));
            case 15, 16 -> read(random, drivers, user, conversation);
            default -> drivers.deliverOne();
        }
    }

    private void command(Drivers drivers, Command command) {
        Answer answer = drivers.command(command);
        if (answer instanceof Event event) {
            assertThat(event.seq()).isEqualTo(heads.getOrDefault(event.conversation(), 0L) + 1);
            heads.put(event.conversation(), event.seq());
            model.apply(event);
            if (event instanceof Event.MessageSent message) {
                sent.add(message);
            }
        }
    }

    private void retry(Random random, Drivers drivers) {
        if (sent.isEmpty()) {
            return;
        }
        Event.MessageSent first = sent.get(random.nextInt(sent.size()));
        Answer again = drivers.command(new Command.Send(
                first.conversation(), first.actor(), first.clientId(), new MessageId(99), first.content()));
        assertThat(again).isEqualTo(new Outcome.Duplicate(first.messageId(), first.seq(), first.ordinal(), first.at()));
    }

    /// Marks reach the mailbox when all that changed the user's membership has: the door waits for it.
    private void mark(Drivers drivers, Mark mark) {
        while (drivers.deliverOne()) {
            drivers.changes().readValuesToList().forEach(this::accumulate);
        }
        drivers.mark(mark);
        model.apply(mark);
    }

    /// A read mark may overtake deliveries of messages.
    private void read(Random random, Drivers drivers, UserId user, ConversationId conversation) {
        List<Event.MessageSent> messages = sent.stream()
                .filter(message -> message.conversation().equals(conversation))
                .toList();
        Session session = sessions.getOrDefault(user, Map.of()).get(conversation);
        if (messages.isEmpty() || session == null || session.left() || !model.isMember(user, conversation)) {
            return;
        }
        Event.MessageSent target = messages.get(random.nextInt(messages.size()));
        if (target.seq() > session.joinedSeq()) {
            Mark read = new Mark.Read(user, conversation, target.seq(), target.ordinal());
            drivers.mark(read);
            model.apply(read);
        }
    }

    /// What every published state promises: versions grow, and the sum of what isn't muted is the total.
    private void accumulate(MailboxChanges changes) {
        for (MailboxChange change : changes.changes()) {
            Total before = totals.put(change.user(), change.total());
            if (change.session() == null) {
                continue;
            }
            Map<ConversationId, Session> own = sessions.computeIfAbsent(change.user(), _ -> new HashMap<>());
            Session previous = own.put(change.conversation(), change.session());
            if (!change.session().equals(previous)) {
                assertThat(change.total().position()).isEqualTo(before == null ? 1 : before.position() + 1);
            }
            assertThat(own.values().stream().mapToLong(Session::countedUnread).sum())
                    .isEqualTo(change.total().unread());
            assertThat(own.values().stream().mapToLong(Session::countedMentions).sum())
                    .isEqualTo(change.total().mentions());
        }
    }

    private static Role role(Random random) {
        return Role.values()[random.nextInt(Role.values().length)];
    }

    private static Command create(ConversationId conversation, UserId actor, UserId other) {
        return new Command.Create(
                conversation, actor, ConversationKind.GROUP, "g", History.SINCE_JOINED, List.of(other));
    }

    private static Command send(ConversationId conversation, UserId sender, String clientId) {
        Content content = new Content("text", "{\"text\":\"" + clientId + "\"}", null, new Mentions(true, List.of()));
        return new Command.Send(conversation, sender, clientId, new MessageId(1), content);
    }

    /// Owns every partition and wants to know nothing of it.
    private static final class NoOwner implements MailboxOwner {

        @Override
        public void opened(int partition, Content content) {}

        @Override
        public void closed(int partition) {}
    }
}
