package io.hongyan.streams.mailbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The mailboxes of one partition as the mailbox topology would keep them, without Kafka: for tests of those who
/// follow its changes.
public final class SimulatedMailboxes implements MailboxOwner.Content {

    private final Map<UserId, Map<ConversationId, Session>> sessions = new TreeMap<>();
    private final Map<UserId, Total> totals = new TreeMap<>();

    public MailboxChanges deliver(Delivery delivery) {
        List<MailboxChange> changes = new ArrayList<>();
        for (UserId user : delivery.recipients()) {
            Session before = session(user, delivery.conversation());
            Session after = before.apply(delivery, user);
            if (after != before) {
                changes.add(change(user, delivery.conversation(), before, after));
            }
        }
        return new MailboxChanges(Cause.ENTRY, changes);
    }

    public MailboxChanges mark(Mark mark) {
        Session before = session(mark.user(), mark.conversation());
        Session after = before.apply(mark);
        if (after == null || after == before) {
            MailboxChange echo = new MailboxChange(mark.user(), mark.conversation(), after, total(mark.user()));
            return new MailboxChanges(Cause.ECHO, List.of(echo));
        }
        return new MailboxChanges(Cause.MARK, List.of(change(mark.user(), mark.conversation(), before, after)));
    }

    /// What `user` is in, by conversation.
    public Map<ConversationId, Session> sessions(UserId user) {
        Map<ConversationId, Session> joined = new TreeMap<>(sessions.getOrDefault(user, Map.of()));
        joined.values().removeIf(Session::left);
        return joined;
    }

    public Total total(UserId user) {
        return totals.getOrDefault(user, Total.EMPTY);
    }

    @Override
    public void forEachTotal(BiConsumer<UserId, Total> consumer) {
        totals.forEach(consumer);
    }

    @Override
    public void forEachSession(MailboxOwner.SessionConsumer consumer) {
        sessions.forEach((user, theirs) ->
                theirs.forEach((conversation, session) -> consumer.accept(user, conversation, session)));
    }

    private Session session(UserId user, ConversationId conversation) {
        return sessions.getOrDefault(user, Map.of()).getOrDefault(conversation, Session.NONE);
    }

    private MailboxChange change(UserId user, ConversationId conversation, Session before, Session after) {
        sessions.computeIfAbsent(user, _ -> new TreeMap<>()).put(conversation, after);
        Total total = total(user).moved(before, after);
        totals.put(user, total);
        return new MailboxChange(user, conversation, after, total);
    }
}
