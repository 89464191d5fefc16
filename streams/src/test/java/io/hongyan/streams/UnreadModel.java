package io.hongyan.streams;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Conversations as their members see them, worked out the slow way from the whole history: what every fast way has to
/// agree with. It knows no fan-out, but the bounds: what is forgotten beyond them in write mode, and where they may be
/// reached otherwise.
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
        /// What counts as read, by ordinal: beyond the bound that is more than was read.
        long readOrdinal;
        /// Ordinals above it that don't count, and messages that mention this user.
        final TreeSet<Long> excluded = new TreeSet<>();
        final TreeMap<Long, Long> mentions = new TreeMap<>();
        long intervals;
        boolean muted;
        boolean pinned;
        boolean hidden;
        boolean markedUnread;
    }

    private final Map<ConversationId, List<Event.MessageSent>> messages = new HashMap<>();
    private final Map<ConversationId, Long> heads = new HashMap<>();
    private final Map<ConversationId, Long> ordinals = new HashMap<>();
    private final Map<ConversationId, Set<Long>> recalled = new HashMap<>();
    private final Map<Key, Standing> members = new HashMap<>();

    void apply(Event event) {
        heads.put(event.conversation(), event.seq());
        ordinals.put(event.conversation(), event.ordinal());
        switch (event) {
            case Event.MessageSent message -> {
                messages.computeIfAbsent(message.conversation(), _ -> new ArrayList<>())
                        .add(message);
                forMembers(message.conversation(), (user, standing) -> sent(standing, user, message));
            }
            case Event.MessageRecalled recall -> {
                recalled.computeIfAbsent(recall.conversation(), _ -> new HashSet<>())
                        .add(recall.target().seq());
                forMembers(recall.conversation(), (_, standing) -> {
                    standing.mentions.remove(recall.target().seq());
                    exclude(standing, recall.target().ordinal());
                });
            }
            case Event.Created created -> created.users().forEach(user -> join(created, user));
            case Event.MembersAdded added -> added.users().forEach(user -> join(added, user));
            case Event.MemberRemoved removed -> members.remove(new Key(removed.user(), removed.conversation()));
            case Event.Dissolved dissolved ->
                members.keySet().removeIf(key -> key.conversation().equals(dissolved.conversation()));
            case Event.Operation _, Event.GroupChange _, Event.RoleChanged _, Event.SettingsChanged _ -> {}
        }
    }

    private void forMembers(ConversationId conversation, BiConsumer<UserId, Standing> action) {
        members.forEach((key, standing) -> {
            if (key.conversation().equals(conversation)) {
                action.accept(key.user(), standing);
            }
        });
    }

    private static void sent(Standing standing, UserId user, Event.MessageSent message) {
        if (message.actor().equals(user)) {
            exclude(standing, message.ordinal());
        } else if (message.seq() > standing.readSeq
                && message.content().mentions().includes(user)) {
            standing.mentions.put(message.seq(), message.ordinal());
            if (standing.mentions.size() > Session.MAX_MENTIONS) {
                standing.mentions.pollFirstEntry();
            }
        }
    }

    private static void exclude(Standing standing, long ordinal) {
        TreeSet<Long> excluded = standing.excluded;
        if (ordinal > standing.readOrdinal && excluded.add(ordinal)) {
            standing.intervals +=
                    1 - (excluded.contains(ordinal - 1) ? 1 : 0) - (excluded.contains(ordinal + 1) ? 1 : 0);
        }
        while (standing.intervals > Session.MAX_EXCLUDED) {
            long end = excluded.first();
            while (excluded.contains(end + 1)) {
                end++;
            }
            read(standing, standing.readSeq, end);
        }
    }

    private static void read(Standing standing, long seq, long ordinal) {
        standing.readSeq = Math.max(standing.readSeq, seq);
        standing.readOrdinal = Math.max(standing.readOrdinal, ordinal);
        standing.excluded.headSet(standing.readOrdinal, true).clear();
        standing.intervals = standing.excluded.stream()
                .filter(excluded -> !standing.excluded.contains(excluded - 1))
                .count();
        standing.mentions.headMap(standing.readSeq, true).clear();
        standing.mentions.values().removeIf(mention -> mention <= standing.readOrdinal);
    }

    private void join(Event event, UserId user) {
        Standing standing = new Standing();
        standing.joinedSeq = event.seq();
        read(standing, event.seq(), event.ordinal());
        members.put(new Key(user, event.conversation()), standing);
    }

    void apply(Mark mark) {
        Standing standing = members.get(new Key(mark.user(), mark.conversation()));
        if (standing == null) {
            return;
        }
        switch (mark) {
            case Mark.Read read -> {
                read(standing, read.seq(), read.ordinal());
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
                    read(standing, standing.hiddenSeq, ordinals.getOrDefault(mark.conversation(), 0L));
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
        long unread = unread(user, conversation, standing.readOrdinal).size();
        return new Line(
                standing.joinedSeq,
                head(conversation),
                messageSeq(standing, conversation),
                standing.readSeq,
                standing.markedUnread ? Math.max(1, unread) : unread,
                List.copyOf(standing.mentions.keySet()),
                standing.muted,
                standing.pinned,
                isHidden(standing, conversation),
                standing.markedUnread);
    }

    private List<Event.MessageSent> unread(UserId user, ConversationId conversation, long readOrdinal) {
        return messages(conversation).stream()
                .filter(message -> message.ordinal() > readOrdinal && !isExcluded(message, user))
                .toList();
    }

    private boolean isExcluded(Event.MessageSent message, UserId user) {
        return message.actor().equals(user)
                || recalled.getOrDefault(message.conversation(), Set.of()).contains(message.seq());
    }

    /// Whether more doesn't count, or is mentioned, of what `user` hasn't read than is remembered in every mode: then
    /// more may count as read, or as unread, under one than under another.
    boolean isBeyondBounds(UserId user, ConversationId conversation) {
        List<Event.MessageSent> above = above(user, conversation);
        return above.stream().filter(message -> isExcluded(message, user)).count() > Session.MAX_EXCLUDED
                || above.stream()
                                .filter(message -> message.content().mentions().includes(user))
                                .count()
                        > Session.MAX_MENTIONS;
    }

    /// Whether beyond the bounds a line says nothing that isn't so: it counts no more than is unread, and than the
    /// recalled messages that were forgotten, and mentions nothing else.
    boolean allows(UserId user, ConversationId conversation, Line line) {
        List<Event.MessageSent> above = above(user, conversation);
        List<Event.MessageSent> unread =
                above.stream().filter(message -> !isExcluded(message, user)).toList();
        long forgotten =
                Math.max(0, recalled.getOrDefault(conversation, Set.of()).size() - SharedHead.MAX_RECALLED);
        return line.unread() <= Math.max(line.markedUnread() ? 1 : 0, unread.size() + forgotten)
                && line.mentions().size() <= Session.MAX_MENTIONS
                && unread.stream()
                        .filter(message -> message.content().mentions().includes(user))
                        .map(Event::seq)
                        .toList()
                        .containsAll(line.mentions());
    }

    private List<Event.MessageSent> above(UserId user, ConversationId conversation) {
        Standing standing = members.get(new Key(user, conversation));
        return messages(conversation).stream()
                .filter(message -> standing != null && message.seq() > standing.readSeq)
                .toList();
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
