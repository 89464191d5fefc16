package io.hongyan.streams.fanout;

import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.FanoutSwitched;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.Mailboxes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static io.hongyan.streams.mailbox.Delivery.Effect.JOINED;
import static io.hongyan.streams.mailbox.Delivery.Effect.LEFT;
import static io.hongyan.streams.mailbox.Delivery.Effect.MESSAGE;
import static io.hongyan.streams.mailbox.Delivery.Effect.NOTICE;
import static io.hongyan.streams.mailbox.Delivery.Effect.RECALL;
import static io.hongyan.streams.mailbox.Delivery.Effect.ROLE;
import static io.hongyan.streams.mailbox.Delivery.Effect.SWITCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

final class FanoutTest {

    private static final int PARTITIONS = 4;
    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final UserId CAROL = new UserId(3);

    private final Map<Integer, List<Delivery>> delivered = new HashMap<>();
    private final Fanout fanout = new Fanout(PARTITIONS);

    @Test
    void writesOneDeliveryAPartitionHoweverManyMembers() {
        List<UserId> members = users(1, 500);

        deliver(message(Mentions.NOBODY), members);

        assertThat(delivered).hasSize(PARTITIONS);
        assertThat(delivered.values())
                .allSatisfy(deliveries -> assertThat(deliveries).hasSize(1));
        assertThat(recipients(MESSAGE)).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void reachesEachMemberInTheirOwnPartition() {
        deliver(message(Mentions.NOBODY), users(1, 500));

        delivered.forEach((partition, deliveries) -> assertThat(deliveries)
                .flatExtracting(Delivery::recipients)
                .allMatch(user -> Mailboxes.partition(user, PARTITIONS) == partition));
    }

    @Test
    void cutsALargeAudience() {
        deliver(message(Mentions.NOBODY), users(1, 10_000));

        assertThat(delivered.values())
                .allSatisfy(deliveries -> assertThat(deliveries)
                        .allMatch(delivery -> delivery.recipients().size() <= Delivery.MAX_RECIPIENTS));
        assertThat(recipients(MESSAGE)).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void namesTheMentionedAmongTheRecipients() {
        deliver(message(new Mentions(false, List.of(BOB, new UserId(99)))), List.of(ALICE, BOB));

        assertThat(delivered.values().stream().flatMap(List::stream))
                .flatExtracting(Delivery::mentioned)
                .containsExactly(BOB);
    }

    @Test
    void tellsNewMembersThatTheyJoinedAndTheOthersThatSomethingHappened() {
        Event added = new Event.MembersAdded(CATS, 5, 3, 1_000, ALICE, List.of(CAROL));

        deliver(added, List.of(ALICE, BOB, CAROL));

        assertThat(recipients(JOINED)).containsExactly(CAROL);
        assertThat(recipients(NOTICE)).containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Test
    void tellsWhoWasRemoved() {
        deliver(new Event.MemberRemoved(CATS, 5, 3, 1_000, ALICE, CAROL), List.of(ALICE, BOB));

        assertThat(recipients(LEFT)).containsExactly(CAROL);
        assertThat(recipients(NOTICE)).containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Test
    void handingOverChangesTwoRoles() {
        deliver(new Event.RoleChanged(CATS, 5, 3, 1_000, ALICE, BOB, Role.OWNER), List.of(ALICE, BOB, CAROL));

        assertThat(delivered.values().stream().flatMap(List::stream).filter(delivery -> delivery.effect() == ROLE))
                .extracting(Delivery::recipients, Delivery::role)
                .containsExactlyInAnyOrder(tuple(List.of(BOB), Role.OWNER), tuple(List.of(ALICE), Role.ADMIN));
        assertThat(recipients(NOTICE)).containsExactly(CAROL);
    }

    @Test
    void theCreatorOfAGroupOwnsIt() {
        deliver(
                new Event.Created(CATS, 1, 0, 1_000, ALICE, ConversationKind.GROUP, "cats", List.of(ALICE, BOB)),
                List.of(ALICE, BOB));

        assertThat(delivered.values().stream().flatMap(List::stream))
                .extracting(Delivery::effect, Delivery::recipients, Delivery::role)
                .containsExactlyInAnyOrder(
                        tuple(JOINED, List.of(ALICE), Role.OWNER), tuple(JOINED, List.of(BOB), Role.MEMBER));
    }

    @Test
    void tellsEverybodyWhomADissolvedGroupHad() {
        deliver(new Event.Dissolved(CATS, 5, 3, 1_000, ALICE), List.of(ALICE, BOB));

        assertThat(recipients(LEFT)).containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Nested
    final class InReadMode {

        private final FanoutState read = FanoutState.WRITE.switched(FanoutMode.READ, 4, 2);

        @Test
        void aMessageGoesToItsSenderAndToWhomItMentions() {
            plan(message(new Mentions(false, List.of(BOB, new UserId(999)))), read, users(1, 500));

            assertThat(recipients(MESSAGE)).containsExactlyInAnyOrder(ALICE, BOB);
        }

        @Test
        void aMessageToEverybodyIsDeliveredToItsSenderOnly() {
            plan(message(new Mentions(true, List.of())), read, users(1, 500));

            assertThat(recipients(MESSAGE)).containsExactly(ALICE);
        }

        @Test
        void aRecallGoesToTheSenderOfTheMessageAndToWhomItMentioned() {
            MessageTarget target = new MessageTarget(4, 2, 900, BOB, new Mentions(false, List.of(CAROL)));

            plan(new Event.MessageRecalled(CATS, 5, 3, 1_000, ALICE, target), read, users(1, 500));

            assertThat(recipients(RECALL)).containsExactlyInAnyOrder(BOB, CAROL);
        }

        @Test
        void anEditGoesToItsSenderAndToWhomTheMessageMentioned() {
            MessageTarget target = new MessageTarget(4, 2, 900, BOB, new Mentions(false, List.of(CAROL)));

            plan(
                    new Event.MessageEdited(CATS, 5, 3, 1_000, BOB, target, "client-id", "text", "{}"),
                    read,
                    users(1, 500));

            assertThat(recipients(NOTICE)).containsExactlyInAnyOrder(BOB, CAROL);
        }

        @Test
        void aReactionAndAPinAreDeliveredToNobody() {
            MessageTarget target = new MessageTarget(4, 2, 900, BOB, new Mentions(false, List.of(CAROL)));

            plan(new Event.MessageReacted(CATS, 5, 3, 1_000, ALICE, target, "👍", true), read, users(1, 500));
            plan(new Event.MessagePinned(CATS, 6, 3, 1_000, ALICE, target, true), read, users(1, 500));

            assertThat(recipients(NOTICE)).isEmpty();
        }

        @Test
        void onlyThoseWhoComeAndGoAreToldOfIt() {
            plan(new Event.MembersAdded(CATS, 5, 3, 1_000, ALICE, List.of(CAROL)), read, users(1, 500));
            plan(new Event.MemberRemoved(CATS, 6, 3, 1_000, ALICE, BOB), read, users(3, 500));

            assertThat(recipients(JOINED)).containsExactly(CAROL);
            assertThat(recipients(LEFT)).containsExactly(BOB);
            assertThat(recipients(NOTICE)).isEmpty();
        }

        @Test
        void aSwitchIsToldEverybodyOnce() {
            List<UserId> members = users(1, 2_500);

            fanout.planSwitch(new FanoutSwitched(CATS, FanoutMode.READ, 1, 4, 2, 1_000, ALICE), read, members)
                    .forEach(FanoutTest.this::deliver);

            assertThat(recipients(SWITCHED)).containsExactlyInAnyOrderElementsOf(members);
            assertThat(delivered.values().stream().flatMap(List::stream))
                    .allMatch(delivery -> read.equals(delivery.fanout()));
        }
    }

    private void deliver(Event event, List<UserId> members) {
        plan(event, FanoutState.WRITE, members);
    }

    private void plan(Event event, FanoutState state, List<UserId> members) {
        Fanout.Members audience = new Fanout.Members() {
            @Override
            public List<UserId> all() {
                return members;
            }

            @Override
            public boolean include(UserId user) {
                return members.contains(user);
            }
        };
        fanout.plan(event, state, audience).forEach(this::deliver);
    }

    private void deliver(Fanout.Routed to) {
        delivered.computeIfAbsent(to.partition(), _ -> new ArrayList<>()).add(to.delivery());
    }

    private List<UserId> recipients(Effect effect) {
        return delivered.values().stream()
                .flatMap(List::stream)
                .filter(delivery -> delivery.effect() == effect)
                .flatMap(delivery -> delivery.recipients().stream())
                .toList();
    }

    private static Event message(Mentions mentions) {
        Content content = new Content("text", "{\"text\":\"hello\"}", null, mentions);
        return new Event.MessageSent(CATS, 5, 3, 1_000, ALICE, new MessageId(1), "client-id", content);
    }

    private static List<UserId> users(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(UserId::new).toList();
    }
}
