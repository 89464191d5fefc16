package io.hongyan.streams.conversation;

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
import org.junit.jupiter.api.Test;

import static io.hongyan.streams.mailbox.Delivery.Effect.JOINED;
import static io.hongyan.streams.mailbox.Delivery.Effect.LEFT;
import static io.hongyan.streams.mailbox.Delivery.Effect.MESSAGE;
import static io.hongyan.streams.mailbox.Delivery.Effect.NOTICE;
import static io.hongyan.streams.mailbox.Delivery.Effect.ROLE;
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

    private void deliver(Event event, List<UserId> members) {
        fanout.plan(event, members)
                .forEach(routed -> delivered
                        .computeIfAbsent(routed.partition(), _ -> new ArrayList<>())
                        .add(routed.delivery()));
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
