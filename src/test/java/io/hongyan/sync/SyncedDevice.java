package io.hongyan.sync;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.message.EncodedEntry;
import io.hongyan.streams.id.ConversationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A client as the protocol's rules 2 and 4 have it: it applies what sync answers, and fetches what it lacks.
final class SyncedDevice {

    private final SyncWorld world;
    private final int limit;
    private final Map<Long, ConversationView> conversations = new TreeMap<>();
    private final Map<Long, TreeSet<Long>> entries = new TreeMap<>();
    /// What the snapshot that is being paged has shown; null outside of one.
    private @Nullable Set<Long> shown;
    private @Nullable String cursor;
    private int fetched;

    /// A conversation and the entries it has of it.
    record Known(ConversationView conversation, List<Long> seqs) {}

    SyncedDevice(SyncWorld world, int limit) {
        this(world, limit, null);
    }

    SyncedDevice(SyncWorld world, int limit, @Nullable String cursor) {
        this.world = world;
        this.limit = limit;
        this.cursor = cursor;
        this.shown = cursor == null ? new HashSet<>() : null;
    }

    String cursor() {
        if (cursor == null) {
            throw new IllegalStateException("not synced");
        }
        return cursor;
    }

    /// Syncs to the end.
    List<SyncAnswer> sync() {
        List<SyncAnswer> pages = new ArrayList<>();
        do {
            pages.add(syncPage());
        } while (pages.getLast().more());
        return pages;
    }

    SyncAnswer syncPage() {
        SyncAnswer answer = world.sync(cursor, limit);
        if (answer.reset()) {
            shown = new HashSet<>();
        }
        Set<Long> snapshot = shown;
        answer.entries().forEach(this::apply);
        answer.conversations().forEach(this::apply);
        if (snapshot != null) {
            answer.conversations()
                    .forEach(conversation -> snapshot.add(conversation.id().value()));
            if (!answer.more()) {
                conversations.keySet().retainAll(snapshot);
                entries.keySet().retainAll(snapshot);
                shown = null;
            }
        }
        cursor = answer.cursor();
        return answer;
    }

    private void apply(EncodedEntry entry) {
        known(entry.conversation()).add(entry.seq());
    }

    private TreeSet<Long> known(ConversationId conversation) {
        return entries.computeIfAbsent(conversation.value(), _ -> new TreeSet<>());
    }

    /// Fetches from the first that it may see up to the head what it lacks.
    private void apply(ConversationView conversation) {
        long id = conversation.id().value();
        if (conversation.left()) {
            conversations.remove(id);
            entries.remove(id);
            return;
        }
        conversations.put(id, conversation);
        TreeSet<Long> known = known(conversation.id());
        known.headSet(conversation.joinedSeq()).clear();
        known.tailSet(conversation.head().seq() + 1).clear();
        for (long seq = conversation.joinedSeq(); seq <= conversation.head().seq(); seq++) {
            if (known.add(seq) && shown == null) {
                fetched++;
            }
        }
    }

    /// How many entries it had to fetch although it wasn't in a snapshot.
    int fetched() {
        return fetched;
    }

    Map<Long, Known> state() {
        Map<Long, Known> state = new TreeMap<>();
        conversations.forEach((id, conversation) ->
                state.put(id, new Known(conversation, List.copyOf(entries.getOrDefault(id, new TreeSet<>())))));
        return state;
    }
}
