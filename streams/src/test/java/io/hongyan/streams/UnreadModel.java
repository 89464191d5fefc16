package io.hongyan.streams;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Unread counted the slow way, from the whole history: what every fast way has to agree with.
final class UnreadModel {

    private record Key(UserId user, ConversationId conversation) {}

    private static final class Standing {
        long readSeq;
        boolean muted;
        boolean markedUnread;
    }

    private final Map<ConversationId, List<Event.MessageSent>> messages = new HashMap<>();
    private final Map<Key, Standing> members = new HashMap<>();

    void apply(Event event) {
        switch (event) {
            case Event.MessageSent message ->
                messages.computeIfAbsent(message.conversation(), _ -> new ArrayList<>())
                        .add(message);
            case Event.Created created -> created.users().forEach(user -> join(created, user));
            case Event.MembersAdded added -> added.users().forEach(user -> join(added, user));
            case Event.MemberRemoved removed -> members.remove(new Key(removed.user(), removed.conversation()));
            case Event.Dissolved dissolved ->
                members.keySet().removeIf(key -> key.conversation().equals(dissolved.conversation()));
            case Event.RoleChanged _, Event.SettingsChanged _ -> {}
        }
    }

    private void join(Event event, UserId user) {
        Standing standing = new Standing();
        standing.readSeq = event.seq();
        members.put(new Key(user, event.conversation()), standing);
    }

    void apply(Mark mark) {
        Standing standing = members.get(new Key(mark.user(), mark.conversation()));
        if (standing == null) {
            return;
        }
        switch (mark) {
            case Mark.Read read -> {
                standing.readSeq = Math.max(standing.readSeq, read.seq());
                standing.markedUnread = false;
            }
            case Mark.Unread _ -> standing.markedUnread = true;
            case Mark.Settings settings ->
                standing.muted = settings.muted() == null ? standing.muted : settings.muted();
        }
    }

    long unread(UserId user, ConversationId conversation) {
        Standing standing = members.get(new Key(user, conversation));
        if (standing == null) {
            return 0;
        }
        long unread = messages.getOrDefault(conversation, List.of()).stream()
                .filter(message ->
                        message.seq() > standing.readSeq && !message.actor().equals(user))
                .count();
        return standing.markedUnread ? Math.max(1, unread) : unread;
    }

    long total(UserId user) {
        return members.entrySet().stream()
                .filter(member -> member.getKey().user().equals(user) && !member.getValue().muted)
                .mapToLong(member -> unread(user, member.getKey().conversation()))
                .sum();
    }

    boolean isMember(UserId user, ConversationId conversation) {
        return members.containsKey(new Key(user, conversation));
    }
}
