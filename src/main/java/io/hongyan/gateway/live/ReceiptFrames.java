package io.hongyan.gateway.live;

import io.hongyan.gateway.push.Recipient;
import io.hongyan.gateway.push.Subscriptions;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.EntryType;
import io.hongyan.message.history.Tail;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import static java.util.Objects.requireNonNull;

/// Shows connected members how far others have come, of all these others at once.
///
/// How far somebody has read is shown to everybody; to whom messages have come, only to those who sent them.
/// Thread-safe.
public final class ReceiptFrames {

    /// How many entries are looked at for who sent them; of more everybody is told.
    private static final int LOOKED_AT = 100;

    private final Subscriptions subscriptions;
    private final Discretion discretion;
    private final Tail tail;

    public ReceiptFrames(Subscriptions subscriptions, Discretion discretion, Tail tail) {
        this.subscriptions = subscriptions;
        this.discretion = discretion;
        this.tail = tail;
    }

    /// These have read on.
    public void read(ConversationId conversation, Map<UserId, Advance> advances) {
        show(conversation, advances, (_, _) -> true, Recipient::read);
    }

    /// These have on a device what they hadn't before.
    public void delivered(ConversationId conversation, Map<UserId, Advance> advances) {
        Map<Advance, Predicate<UserId>> senders = new HashMap<>();
        advances.values().forEach(way -> senders.computeIfAbsent(way, _ -> senders(conversation, way)));
        show(
                conversation,
                advances,
                (member, way) -> requireNonNull(senders.get(way)).test(member),
                Recipient::delivered);
    }

    /// Those who sent a message on the way; everybody where this node can't tell.
    private Predicate<UserId> senders(ConversationId conversation, Advance way) {
        List<EncodedEntry> entries =
                way.to() - way.from() > LOOKED_AT ? List.of() : tail.range(conversation, way.from() + 1, way.to());
        if (entries.size() < way.to() - way.from()) {
            return _ -> true;
        }
        Set<UserId> senders = entries.stream()
                .filter(entry -> entry.type() == EntryType.MESSAGE)
                .map(EncodedEntry::sender)
                .collect(Collectors.toSet());
        return senders::contains;
    }

    private interface Showing {

        void show(Recipient recipient, ConversationId conversation, Map<UserId, Long> reached);
    }

    private void show(
            ConversationId conversation,
            Map<UserId, Advance> advances,
            BiPredicate<UserId, Advance> isConcerned,
            Showing showing) {
        discretion.tell(
                advances.keySet(),
                conversation,
                users -> subscriptions.tell(conversation, (member, recipient) -> {
                    Map<UserId, Long> reached = new HashMap<>();
                    users.forEach(user -> {
                        Advance way = requireNonNull(advances.get(user));
                        if (!user.equals(member) && isConcerned.test(member, way)) {
                            reached.put(user, way.to());
                        }
                    });
                    if (!reached.isEmpty()) {
                        showing.show(recipient, conversation, reached);
                    }
                }));
    }
}
