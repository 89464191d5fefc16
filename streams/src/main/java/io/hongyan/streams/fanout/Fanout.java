package io.hongyan.streams.fanout;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.FanoutSwitched;
import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plans deliveries: one for each mailbox partition and not one for each member, since what costs is the record.
///
/// In write mode everybody is told of everything. In read mode only those are whose own state changes: the sender of a
/// message, whom it mentions, and whoever comes, goes or gets another role.
public record Fanout(int partitions) {

    /// A delivery on its way to a mailbox partition.
    public record Routed(int partition, Delivery delivery) {}

    /// The members of a conversation after an event, and whom it made leave. `all` is asked for only where all are
    /// told.
    public interface Members {

        List<UserId> all();

        boolean include(UserId user);
    }

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
                case Event.MessageRecalled _ -> new Turn(Effect.RECALL, null);
                case Event.Dissolved _ -> new Turn(Effect.LEFT, null);
                case Event.Operation _,
                        Event.GroupChange _,
                        Event.Created _,
                        Event.MembersAdded _,
                        Event.MemberRemoved _,
                        Event.RoleChanged _,
                        Event.SettingsChanged _ -> new Turn(Effect.NOTICE, null);
            };
        }
    }

    /// The deliveries of `event` in a conversation that is fanned out by `state`.
    public List<Routed> plan(Event event, FanoutState state, Members members) {
        Map<Turn, List<UserId>> turns = new LinkedHashMap<>();
        Set<UserId> named = new HashSet<>();
        for (MembershipChange change : event.memberships()) {
            turns.computeIfAbsent(Turn.of(change), _ -> new ArrayList<>()).add(change.user());
            named.add(change.user());
        }
        turns.put(Turn.ofOthers(event), without(others(event, state.mode(), members), named));
        List<Routed> plan = new ArrayList<>();
        turns.forEach((turn, recipients) -> route(recipients, plan, chunk -> delivery(event, turn, state, chunk)));
        return plan;
    }

    /// The last deliveries before another mode holds, to all members: from the entry `seq` on it is `state`.
    public List<Routed> planSwitch(FanoutSwitched switched, FanoutState state, List<UserId> members) {
        List<Routed> plan = new ArrayList<>();
        route(
                members,
                plan,
                chunk -> new Delivery(
                        switched.conversation(),
                        switched.headSeq(),
                        switched.headOrdinal(),
                        switched.at(),
                        switched.actor(),
                        Effect.SWITCHED,
                        null,
                        false,
                        List.of(),
                        chunk,
                        null,
                        state));
        return plan;
    }

    /// Who is told of an event besides those whose membership it changes.
    private static List<UserId> others(Event event, FanoutMode mode, Members members) {
        if (mode == FanoutMode.WRITE || event instanceof Event.Dissolved) {
            return members.all();
        }
        Predicate<UserId> member = members::include;
        return switch (event) {
            case Event.MessageSent message -> concerned(message.actor(), mentions(event), member);
            case Event.MessageRecalled recall -> concerned(recall.target().sender(), mentions(event), member);
            case Event.MessageEdited edit -> concerned(edit.actor(), mentions(event), member);
            case Event.Operation _,
                    Event.GroupChange _,
                    Event.Created _,
                    Event.MembersAdded _,
                    Event.MemberRemoved _,
                    Event.RoleChanged _,
                    Event.SettingsChanged _,
                    Event.Dissolved _ -> List.of();
        };
    }

    private static List<UserId> concerned(UserId sender, Mentions mentions, Predicate<UserId> member) {
        return Stream.concat(Stream.of(sender), mentions.users().stream())
                .distinct()
                .filter(member)
                .toList();
    }

    private static Mentions mentions(Event event) {
        return switch (event) {
            case Event.MessageSent message -> message.content().mentions();
            case Event.Operation operation -> operation.target().mentions();
            case Event.GroupChange _,
                    Event.Created _,
                    Event.MembersAdded _,
                    Event.MemberRemoved _,
                    Event.RoleChanged _,
                    Event.SettingsChanged _,
                    Event.Dissolved _ -> Mentions.NOBODY;
        };
    }

    private void route(List<UserId> recipients, List<Routed> plan, Function<List<UserId>, Delivery> delivery) {
        List<List<UserId>> grouped = grouped(recipients);
        for (int partition = 0; partition < partitions; partition++) {
            for (List<UserId> chunk : chunks(grouped.get(partition))) {
                plan.add(new Routed(partition, delivery.apply(chunk)));
            }
        }
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

    private static Delivery delivery(Event event, Turn turn, FanoutState state, List<UserId> recipients) {
        Mentions mentions = event instanceof Event.MessageSent ? mentions(event) : Mentions.NOBODY;
        Set<UserId> mentioned = Set.copyOf(mentions.users());
        return new Delivery(
                event.conversation(),
                event.seq(),
                event.ordinal(),
                event.at(),
                event.actor(),
                turn.effect(),
                turn.role(),
                mentions.everybody(),
                mentioned.isEmpty()
                        ? List.of()
                        : recipients.stream().filter(mentioned::contains).toList(),
                recipients,
                event instanceof Event.MessageRecalled recall
                        ? new Delivery.Target(
                                recall.target().seq(), recall.target().ordinal())
                        : null,
                turn.effect() == Effect.JOINED ? state.modeOnly() : null);
    }

    private static List<UserId> without(List<UserId> users, Set<UserId> left) {
        return left.isEmpty()
                ? users
                : users.stream().filter(user -> !left.contains(user)).toList();
    }
}
