package io.hongyan.streams;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conversations as their members see them, worked out the slow way from the whole history: what every fast way has to
/// agree with. It knows no fan-out.
final class UnreadModel {

    /// What one member sees. Whoever isn't one sees nothing.
    record Line(
            long joinedSeq,
            long headSeq,
            long messageSeq,
            long readSeq,
            long unread,
            List<Long> mentions,
            boolean muted,
            boolean pinned,
            boolean hidden,
            boolean markedUnread) {}

    private record Key(UserId user, ConversationId conversation) {}

    private static final class Standing {
        long joinedSeq;
        long readSeq;
        long hiddenSeq;
        boolean muted;
        boolean pinned;
        boolean hidden;
        boolean markedUnread;
    }

    private final Map<ConversationId, List<Event.MessageSent>> messages = new HashMap<>();
    private final Map<ConversationId, Long> heads = new HashMap<>();
    private final Map<ConversationId, Set<Long>> recalled = new HashMap<>();
    private final Map<Key, Standing> members = new HashMap<>();

    void apply(Event event) {
        heads.put(event.conversation(), event.seq());
        switch (event) {
            case Event.MessageSent message ->
                messages.computeIfAbsent(message.conversation(), _ -> new ArrayList<>())
                        .add(message);
            case Event.MessageRecalled recall ->
                recalled.computeIfAbsent(recall.conversation(), _ -> new HashSet<>())
                        .add(recall.target().seq());
            case Event.Created created -> created.users().forEach(user -> join(created, user));
            case Event.MembersAdded added -> added.users().forEach(user -> join(added, user));
            case Event.MemberRemoved removed -> members.remove(new Key(removed.user(), removed.conversation()));
            case Event.Dissolved dissolved ->
                members.keySet().removeIf(key -> key.conversation().equals(dissolved.conversation()));
            case Event.Operation _, Event.GroupChange _, Event.RoleChanged _, Event.SettingsChanged _ -> {}
        }
    }

    private void join(Event event, UserId user) {
        Standing standing = new Standing();
        standing.joinedSeq = event.seq();
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
            case Mark.Unread _ -> {
                standing.markedUnread = true;
                standing.hidden = false;
            }
            case Mark.Settings settings -> {
                standing.muted = settings.muted() == null ? standing.muted : settings.muted();
                standing.pinned = settings.pinned() == null ? standing.pinned : settings.pinned();
                standing.hidden =
                        settings.hidden() == null ? isHidden(standing, mark.conversation()) : settings.hidden();
                if (Boolean.TRUE.equals(settings.hidden())) {
                    standing.hiddenSeq = head(mark.conversation());
                    standing.readSeq = Math.max(standing.readSeq, standing.hiddenSeq);
                    standing.markedUnread = false;
                }
            }
        }
    }

    @Nullable
    Line line(UserId user, ConversationId conversation) {
        Standing standing = members.get(new Key(user, conversation));
        if (standing == null) {
            return null;
        }
        List<Event.MessageSent> unread = messages(conversation).stream()
                .filter(message -> message.seq() > standing.readSeq
                        && !message.actor().equals(user)
                        && !recalled.getOrDefault(conversation, Set.of()).contains(message.seq()))
                .toList();
        return new Line(
                standing.joinedSeq,
                head(conversation),
                messageSeq(standing, conversation),
                standing.readSeq,
                standing.markedUnread ? Math.max(1, unread.size()) : unread.size(),
                unread.stream()
                        .filter(message -> message.content().mentions().includes(user))
                        .map(Event::seq)
                        .toList(),
                standing.muted,
                standing.pinned,
                isHidden(standing, conversation),
                standing.markedUnread);
    }

    private boolean isHidden(Standing standing, ConversationId conversation) {
        return standing.hidden && messageSeq(standing, conversation) <= standing.hiddenSeq;
    }

    private long messageSeq(Standing standing, ConversationId conversation) {
        return messages(conversation).stream()
                .mapToLong(Event::seq)
                .filter(seq -> seq > standing.joinedSeq)
                .max()
                .orElse(0);
    }

    private List<Event.MessageSent> messages(ConversationId conversation) {
        return messages.getOrDefault(conversation, List.of());
    }

    long head(ConversationId conversation) {
        return heads.getOrDefault(conversation, 0L);
    }

    /// The seq of the entry that last brought `user` in; 0 for whoever isn't a member.
    long joinedSeq(UserId user, ConversationId conversation) {
        Standing standing = members.get(new Key(user, conversation));
        return standing == null ? 0 : standing.joinedSeq;
    }
}
