package io.hongyan.streams.conversation;

import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.Mailboxes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Write fan-out: an event becomes deliveries to every member's mailbox, one for each mailbox partition and not
/// one for each member, since what costs is the record.
record Fanout(int partitions) {

    /// A delivery on its way to a mailbox partition.
    record Routed(int partition, Delivery delivery) {}

    /// What an event does to some of its recipients.
    private record Turn(Effect effect, @Nullable Role role) {

        static Turn of(MembershipChange change) {
            return switch (change) {
                case MembershipChange.Joined joined -> new Turn(Effect.JOINED, joined.role());
                case MembershipChange.Promoted promoted -> new Turn(Effect.ROLE, promoted.role());
                case MembershipChange.Gone _ -> new Turn(Effect.LEFT, null);
            };
        }

        /// What it does to the members whom it doesn't name.
        static Turn ofOthers(Event event) {
            return switch (event) {
                case Event.MessageSent _ -> new Turn(Effect.MESSAGE, null);
                case Event.Dissolved _ -> new Turn(Effect.LEFT, null);
                case Event.Created _,
                        Event.MembersAdded _,
                        Event.MemberRemoved _,
                        Event.RoleChanged _,
                        Event.SettingsChanged _ -> new Turn(Effect.NOTICE, null);
            };
        }
    }

    /// The deliveries of `event` to `members`, who are the members after it, and to whom it made leave.
    List<Routed> plan(Event event, List<UserId> members) {
        Map<Turn, List<UserId>> turns = new LinkedHashMap<>();
        Set<UserId> named = new HashSet<>();
        for (MembershipChange change : event.memberships()) {
            turns.computeIfAbsent(Turn.of(change), _ -> new ArrayList<>()).add(change.user());
            named.add(change.user());
        }
        turns.put(Turn.ofOthers(event), without(members, named));
        Mentions mentions =
                event instanceof Event.MessageSent message ? message.content().mentions() : Mentions.NOBODY;
        Set<UserId> mentioned = Set.copyOf(mentions.users());
        List<Routed> plan = new ArrayList<>();
        turns.forEach((turn, recipients) -> {
            List<List<UserId>> grouped = grouped(recipients);
            for (int partition = 0; partition < partitions; partition++) {
                for (List<UserId> chunk : chunks(grouped.get(partition))) {
                    List<UserId> theirs = mentioned.isEmpty()
                            ? List.of()
                            : chunk.stream().filter(mentioned::contains).toList();
                    plan.add(new Routed(partition, delivery(event, turn, mentions.everybody(), theirs, chunk)));
                }
            }
        });
        return plan;
    }

    /// The recipients by mailbox partition.
    private List<List<UserId>> grouped(List<UserId> recipients) {
        List<List<UserId>> grouped = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            grouped.add(new ArrayList<>());
        }
        for (UserId recipient : recipients) {
            grouped.get(Mailboxes.partition(recipient, partitions)).add(recipient);
        }
        return grouped;
    }

    private static List<List<UserId>> chunks(List<UserId> group) {
        List<List<UserId>> chunks = new ArrayList<>();
        for (int from = 0; from < group.size(); from += Delivery.MAX_RECIPIENTS) {
            chunks.add(group.subList(from, Math.min(group.size(), from + Delivery.MAX_RECIPIENTS)));
        }
        return chunks;
    }

    private static Delivery delivery(
            Event event, Turn turn, boolean everybody, List<UserId> mentioned, List<UserId> recipients) {
        return new Delivery(
                event.conversation(),
                event.seq(),
                event.ordinal(),
                event.at(),
                event.actor(),
                turn.effect(),
                turn.role(),
                everybody,
                mentioned,
                recipients);
    }

    private static List<UserId> without(List<UserId> users, Set<UserId> left) {
        return left.isEmpty()
                ? users
                : users.stream().filter(user -> !left.contains(user)).toList();
    }
}
