package io.hongyan.streams.conversation;

import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.Mailboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.mailbox.Delivery.Effect.JOINED;
import static io.hongyan.streams.mailbox.Delivery.Effect.LEFT;
import static io.hongyan.streams.mailbox.Delivery.Effect.MESSAGE;
import static io.hongyan.streams.mailbox.Delivery.Effect.NOTICE;
import static io.hongyan.streams.mailbox.Delivery.Effect.ROLE;

/// Write fan-out: an event becomes deliveries to every member's mailbox, one for each mailbox partition and not
/// one for each member, since what costs is the record.
final class Fanout {

    private final int partitions;
    private final BiConsumer<Integer, Delivery> deliver;

    /// @param deliver takes each delivery with its mailbox partition
    Fanout(int partitions, BiConsumer<Integer, Delivery> deliver) {
        this.partitions = partitions;
        this.deliver = deliver;
    }

    /// Delivers `event` to `members`, who are the members after it, and to whom it made leave.
    void deliver(Event event, List<UserId> members) {
        switch (event) {
            case Event.MessageSent _ -> deliver(event, MESSAGE, null, members);
            case Event.SettingsChanged _ -> deliver(event, NOTICE, null, members);
            case Event.Created created -> {
                Role first = created.kind() == ConversationKind.DIRECT ? Role.MEMBER : Role.OWNER;
                deliver(event, JOINED, first, List.of(created.actor()));
                deliver(event, JOINED, Role.MEMBER, without(created.users(), Set.of(created.actor())));
            }
            case Event.MembersAdded added -> {
                deliver(event, JOINED, Role.MEMBER, added.users());
                deliver(event, NOTICE, null, without(members, Set.copyOf(added.users())));
            }
            case Event.MemberRemoved removed -> {
                deliver(event, LEFT, null, List.of(removed.user()));
                deliver(event, NOTICE, null, members);
            }
            case Event.RoleChanged changed -> deliverRoles(changed, members);
            case Event.Dissolved _ -> deliver(event, LEFT, null, members);
        }
    }

    private void deliverRoles(Event.RoleChanged changed, List<UserId> members) {
        deliver(changed, ROLE, changed.role(), List.of(changed.user()));
        if (changed.role() == Role.OWNER) {
            deliver(changed, ROLE, Role.ADMIN, List.of(changed.actor()));
            deliver(changed, NOTICE, null, without(members, Set.of(changed.user(), changed.actor())));
        } else {
            deliver(changed, NOTICE, null, without(members, Set.of(changed.user())));
        }
    }

    private void deliver(Event event, Effect effect, @Nullable Role role, List<UserId> recipients) {
        List<List<UserId>> grouped = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            grouped.add(new ArrayList<>());
        }
        for (UserId recipient : recipients) {
            grouped.get(Mailboxes.partition(recipient, partitions)).add(recipient);
        }
        for (int partition = 0; partition < partitions; partition++) {
            List<UserId> group = grouped.get(partition);
            for (int from = 0; from < group.size(); from += Delivery.MAX_RECIPIENTS) {
                int to = Math.min(group.size(), from + Delivery.MAX_RECIPIENTS);
                deliver.accept(partition, delivery(event, effect, role, group.subList(from, to)));
            }
        }
    }

    private static Delivery delivery(Event event, Effect effect, @Nullable Role role, List<UserId> recipients) {
        Mentions mentions =
                event instanceof Event.MessageSent message ? message.content().mentions() : Mentions.NOBODY;
        return new Delivery(
                event.conversation(),
                event.seq(),
                event.ordinal(),
                event.at(),
                event.actor(),
                effect,
                role,
                mentions.everybody(),
                mentions.users().stream().filter(recipients::contains).toList(),
                recipients);
    }

    private static List<UserId> without(List<UserId> users, Set<UserId> left) {
        return users.stream().filter(user -> !left.contains(user)).toList();
    }
}
