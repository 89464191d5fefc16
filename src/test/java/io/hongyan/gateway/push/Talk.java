package io.hongyan.gateway.push;

import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

import static java.util.Objects.requireNonNull;

/// A seeded, endless talk of a few people in a few groups: what the log says of it, and who may see which entry.
final class Talk {

    private final Random random;
    private final List<UserId> users;
    private final Map<ConversationId, Group> groups = new TreeMap<>();
    private final List<ConversationId> alive = new ArrayList<>();
    private final SimulatedMailboxes mailboxes = new SimulatedMailboxes();
    private final List<Event> events = new ArrayList<>();
    private final List<MailboxChanges> changes = new ArrayList<>();
    private final Map<UserId, Map<ConversationId, Set<Long>>> visible = new HashMap<>();

    Talk(Random random, int users, int groups) {
        this.random = random;
        this.users = LongStream.rangeClosed(1, users).mapToObj(UserId::new).toList();
        for (int i = 0; i < groups; i++) {
            start();
        }
    }

    private void start() {
        ConversationId conversation = new ConversationId(101 + groups.size());
        groups.put(conversation, new Group());
        alive.add(conversation);
    }

    private static final class Group {

        private final Set<UserId> members = new TreeSet<>();
        private long seq;
        private long ordinal;
    }

    List<UserId> users() {
        return users;
    }

    /// The events so far, as they are in the log.
    List<Event> events() {
        return events;
    }

    /// The changes of mailboxes that follow from them, one of each event.
    List<MailboxChanges> changes() {
        return changes;
    }

    /// The entries that concern `user`: from joining to being removed, both included.
    Set<Long> visible(UserId user, ConversationId conversation) {
        return visible.getOrDefault(user, Map.of()).getOrDefault(conversation, Set.of());
    }

    /// The position of the mailbox of `user` that an entry led to.
    long position(UserId user, ConversationId conversation, long seq) {
        return changes.stream()
                .flatMap(change -> change.changes().stream())
                .filter(change -> change.user().equals(user)
                        && change.conversation().equals(conversation)
                        && requireNonNull(change.session()).headSeq() == seq)
                .mapToLong(change -> change.total().position())
                .findAny()
                .orElseThrow();
    }

    Set<ConversationId> conversations() {
        return groups.keySet();
    }

    /// One more event.
    void next() {
        ConversationId conversation = one(alive);
        Group group = requireNonNull(groups.get(conversation));
        Set<UserId> before = Set.copyOf(group.members);
        Event event = event(conversation, group);
        Set<UserId> told = new HashSet<>(before);
        told.addAll(group.members);
        for (UserId user : told) {
            visible.computeIfAbsent(user, _ -> new HashMap<>())
                    .computeIfAbsent(conversation, _ -> new TreeSet<>())
                    .add(event.seq());
        }
        events.add(event);
        changes.add(deliver(event, before, group.members));
    }

    private Event event(ConversationId conversation, Group group) {
        long seq = ++group.seq;
        List<UserId> strangers =
                users.stream().filter(user -> !group.members.contains(user)).toList();
        if (group.members.isEmpty()) {
            List<UserId> first = some(users);
            group.members.addAll(first);
            return new Event.Created(
                    conversation, seq, group.ordinal, seq, first.getFirst(), ConversationKind.GROUP, "cats", first);
        }
        UserId actor = one(List.copyOf(group.members));
        int dice = random.nextInt(20);
        if (dice < 2 && !strangers.isEmpty()) {
            List<UserId> added = some(strangers);
            group.members.addAll(added);
            return new Event.MembersAdded(conversation, seq, group.ordinal, seq, actor, added);
        }
        if (dice < 4 && group.members.size() > 1) {
            group.members.remove(actor);
            return new Event.MemberRemoved(conversation, seq, group.ordinal, seq, actor, actor);
        }
        if (dice == 4) {
            group.members.clear();
            alive.remove(conversation);
            start();
            return new Event.Dissolved(conversation, seq, group.ordinal, seq, actor);
        }
        return Entries.message(conversation, seq, ++group.ordinal, actor);
    }

    private MailboxChanges deliver(Event event, Set<UserId> before, Set<UserId> after) {
        List<MailboxChange> all = new ArrayList<>();
        Effect effect = event instanceof Event.MessageSent ? Effect.MESSAGE : Effect.NOTICE;
        for (UserId user : users) {
            boolean was = before.contains(user);
            boolean is = after.contains(user);
            if (was || is) {
                all.addAll(mailboxes
                        .deliver(delivery(event, was && is ? effect : is ? Effect.JOINED : Effect.LEFT, user))
                        .changes());
            }
        }
        return new MailboxChanges(MailboxChanges.Cause.ENTRY, all);
    }

    private static Delivery delivery(Event event, Effect effect, UserId user) {
        return new Delivery(
                event.conversation(),
                event.seq(),
                event.ordinal(),
                event.at(),
                event.actor(),
                effect,
                effect == Effect.JOINED ? Role.MEMBER : null,
                false,
                List.of(),
                List.of(user));
    }

    private List<UserId> some(List<UserId> all) {
        List<UserId> some = all.stream().filter(_ -> random.nextBoolean()).toList();
        return some.isEmpty() ? List.of(one(all)) : some;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
