package io.hongyan.gateway.push;

import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.Counts;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.UnreadAnswer;
import io.hongyan.presence.Presence;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What one socket is to be told of which only the newest counts, so that it is merged while it waits. Not thread-safe.
final class Newest {

    /// How much of hints waits at most: some drafts as long as one may be.
    static final int HINT_BYTES = 256 << 10;

    /// Of how many conversations it waits at most to be told to whom their messages have come.
    static final int DELIVERIES = 1_000;

    private final Map<ConversationId, ServerFrame.Head> heads = new LinkedHashMap<>();
    private final Map<ConversationId, UnreadAnswer.Item> counts = new LinkedHashMap<>();
    private final Map<ConversationId, ConversationView> conversations = new LinkedHashMap<>();
    private final Map<ConversationId, Map<UserId, Long>> reads = new LinkedHashMap<>();
    private final Map<ConversationId, Map<UserId, Long>> deliveries = new LinkedHashMap<>();
    private final Set<ServerFrame.Typing> typists = new LinkedHashSet<>();
    private final Map<UserId, Presence> people = new LinkedHashMap<>();
    private final Map<String, byte[]> hints = new LinkedHashMap<>();
    private int hintBytes;
    private @Nullable Total total;
    private long version;

    void head(ConversationId conversation, long seq, long ordinal) {
        heads.merge(
                conversation,
                new ServerFrame.Head(conversation, seq, ordinal),
                (before, after) -> before.seq() > after.seq() ? before : after);
    }

    boolean hasHeads() {
        return !heads.isEmpty();
    }

    void total(Total total) {
        this.total = total;
        version = total.version();
    }

    /// Counts of a state that is older than what was told change nothing.
    void unread(MailboxLine line, Total total) {
        if (total.version() <= version) {
            return;
        }
        version = total.version();
        counts.put(line.conversation(), UnreadAnswer.Item.of(line));
        this.total = total;
    }

    boolean hasUnread() {
        return total != null;
    }

    void read(ConversationId conversation, Map<UserId, Long> reached) {
        merge(reads, conversation, reached);
    }

    /// Beyond as many conversations as may wait it is left out.
    void delivered(ConversationId conversation, Map<UserId, Long> reached) {
        if (deliveries.size() < DELIVERIES || deliveries.containsKey(conversation)) {
            merge(deliveries, conversation, reached);
        }
    }

    private static void merge(
            Map<ConversationId, Map<UserId, Long>> waiting, ConversationId conversation, Map<UserId, Long> reached) {
        Map<UserId, Long> seqs = waiting.computeIfAbsent(conversation, _ -> new LinkedHashMap<>());
        reached.forEach((user, seq) -> seqs.merge(user, seq, Math::max));
    }

    void typing(ConversationId conversation, UserId user) {
        typists.add(new ServerFrame.Typing(conversation, user));
    }

    void presence(Presence presence) {
        people.put(presence.userId(), presence);
    }

    void conversation(ConversationView conversation) {
        conversations.put(conversation.id(), conversation);
    }

    /// Beyond what may wait it is left out, and what it would have replaced with it.
    void hint(String key, byte[] frame) {
        byte[] before = hints.remove(key);
        hintBytes -= before == null ? 0 : before.length;
        if (hintBytes + frame.length <= HINT_BYTES) {
            hints.put(key, frame);
            hintBytes += frame.length;
        }
    }

    /// How many conversations something waits to be told of.
    int size() {
        return counts.size() + urgent();
    }

    /// Whether something waits besides counts.
    boolean isUrgent() {
        return urgent() > 0 || !deliveries.isEmpty() || !hints.isEmpty();
    }

    private int urgent() {
        return heads.size() + conversations.size() + reads.size() + typists.size() + people.size();
    }

    /// Everything but counts, as frames; it doesn't wait any more.
    List<byte[]> take(FrameWriter writer) {
        List<byte[]> taken = new ArrayList<>();
        takeFrames().forEach(frame -> taken.add(writer.write(frame)));
        taken.addAll(hints.values());
        hints.clear();
        hintBytes = 0;
        return taken;
    }

    private List<ServerFrame> takeFrames() {
        List<ServerFrame> frames = new ArrayList<>();
        if (!heads.isEmpty()) {
            frames.add(new ServerFrame.Heads(List.copyOf(heads.values())));
        }
        conversations.values().forEach(conversation -> frames.add(new ServerFrame.Conversation(conversation)));
        deliveries.forEach((conversation, seqs) -> frames.add(new ServerFrame.Delivered(conversation, reached(seqs))));
        reads.forEach((conversation, seqs) -> frames.add(new ServerFrame.Read(conversation, reached(seqs))));
        frames.addAll(typists);
        if (!people.isEmpty()) {
            frames.add(new ServerFrame.People(List.copyOf(people.values())));
        }
        heads.clear();
        conversations.clear();
        deliveries.clear();
        reads.clear();
        typists.clear();
        people.clear();
        return frames;
    }

    private static List<ServerFrame.Reached> reached(Map<UserId, Long> seqs) {
        return seqs.entrySet().stream()
                .map(one -> new ServerFrame.Reached(one.getKey(), one.getValue()))
                .toList();
    }

    /// The counts as a frame; `cursor` gives that of the position that they are of.
    ServerFrame takeUnread(LongFunction<@Nullable String> cursor) {
        Total taken = total == null ? Total.EMPTY : total;
        ServerFrame frame = new ServerFrame.Unread(
                List.copyOf(counts.values()),
                new Counts(taken.unread(), taken.mentions()),
                taken.version(),
                cursor.apply(taken.position()));
        counts.clear();
        total = null;
        return frame;
    }
}
