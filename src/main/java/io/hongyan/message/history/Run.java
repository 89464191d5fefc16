package io.hongyan.message.history;

import io.hongyan.message.EncodedEntry;
import io.hongyan.message.EntryType;
import io.hongyan.message.operation.Changes;
import io.hongyan.streams.conversation.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Consecutive entries of one conversation: it grows at the end and shrinks at the front. Not thread-safe.
final class Run {

    private static final int SMALLEST = 4;

    /// A ring: entry `firstSeq + i` is at `(start + i) % length`.
    private @Nullable EncodedEntry[] ring = new EncodedEntry[SMALLEST];

    private int start;
    private int size;
    private long firstSeq;

    /// What operations among these entries have done to messages, by the message's seq.
    private final Map<Long, Changes> changes = new HashMap<>(0);

    boolean isEmpty() {
        return size == 0;
    }

    long firstSeq() {
        return firstSeq;
    }

    long lastSeq() {
        return firstSeq + size - 1;
    }

    /// Adds the entry that follows; one that doesn't follow starts the run anew.
    void add(EncodedEntry entry) {
        if (size > 0 && entry.seq() != lastSeq() + 1) {
            clear();
        }
        if (size == 0) {
            firstSeq = entry.seq();
        }
        if (size == ring.length) {
            resize(2 * size);
        }
        ring[(start + size) % ring.length] = entry;
        size++;
    }

    /// What the last entry has done to a message, which is shown so from here on.
    void add(Event.Operation operation) {
        changes.computeIfAbsent(operation.target().seq(), _ -> new Changes()).add(operation);
    }

    /// What entries of this run have done to the message `seq`; null for nothing. It is all that was done where the
    /// message is in the run too.
    @Nullable
    Changes changes(long seq) {
        return changes.get(seq);
    }

    /// The same for all messages from `from` to `to`.
    Map<Long, Changes> changes(long from, long to) {
        Map<Long, Changes> within = new HashMap<>();
        changes.forEach((seq, change) -> {
            if (seq >= from && seq <= to) {
                within.put(seq, change.copy());
            }
        });
        return within;
    }

    /// Drops the first entry.
    void removeFirst() {
        EncodedEntry first = requireNonNull(ring[start], "the run is empty");
        Changes done = changes.get(first.target());
        if (done != null && done.lastSeq() <= firstSeq) {
            changes.remove(first.target());
        }
        ring[start] = null;
        start = (start + 1) % ring.length;
        firstSeq++;
        size--;
        if (ring.length > SMALLEST && size <= ring.length / 4) {
            resize(ring.length / 2);
        }
    }

    /// The entry, or null where it isn't in the run.
    @Nullable
    EncodedEntry find(long seq) {
        return size == 0 || seq < firstSeq || seq > lastSeq() ? null : at((int) (seq - firstSeq));
    }

    /// The same as it was appended.
    @Nullable
    EncodedEntry findAsSent(long seq) {
        return size == 0 || seq < firstSeq || seq > lastSeq()
                ? null
                : ring[(start + (int) (seq - firstSeq)) % ring.length];
    }

    /// The entries of the run from `from` to `to`, both included.
    List<EncodedEntry> range(long from, long to) {
        List<EncodedEntry> range = new ArrayList<>();
        for (long seq = Math.max(from, firstSeq); seq <= Math.min(to, lastSeq()); seq++) {
            EncodedEntry entry = at((int) (seq - firstSeq));
            if (entry != null) {
                range.add(entry);
            }
        }
        return range;
    }

    /// The entry as it is now.
    private @Nullable EncodedEntry at(int index) {
        EncodedEntry entry = ring[(start + index) % ring.length];
        if (entry == null || changes.isEmpty()) {
            return entry;
        }
        Changes done = changes.get(entry.type() == EntryType.EDIT ? entry.target() : entry.seq());
        if (done == null) {
            return entry;
        }
        return entry.type() != EntryType.EDIT
                ? entry.shown(done.present())
                : done.recalled() ? entry.recalled() : entry;
    }

    private void clear() {
        Arrays.fill(ring, null);
        start = 0;
        size = 0;
        changes.clear();
    }

    private void resize(int length) {
        @Nullable EncodedEntry[] resized = new EncodedEntry[length];
        for (int i = 0; i < size; i++) {
            resized[i] = ring[(start + i) % ring.length];
        }
        ring = resized;
        start = 0;
    }
}
