package io.hongyan.message.history;

import io.hongyan.message.EncodedEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Consecutive entries of one conversation: it grows at the end and shrinks at the front. Not thread-safe.
final class Run {

    private static final int SMALLEST = 4;

    /// A ring: entry `firstSeq + i` is at `(start + i) % length`.
    private @Nullable EncodedEntry[] ring = new EncodedEntry[SMALLEST];

    private int start;
    private int size;
    private long firstSeq;

    /// What the recalls among these entries are about, by their own seq.
    private final Map<Long, Long> recalls = new HashMap<>(0);

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

    /// The entry `seq` of this run recalls the message `target`, which is shown without what it said.
    void recall(long target, long seq) {
        recalls.put(seq, target);
        EncodedEntry message = find(target);
        if (message != null) {
            ring[(start + (int) (target - firstSeq)) % ring.length] = message.recalled();
        }
    }

    /// Whether an entry of this run recalls the message `seq`.
    boolean recalls(long seq) {
        return recalls.containsValue(seq);
    }

    /// Drops the first entry.
    void removeFirst() {
        recalls.remove(firstSeq);
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

    private @Nullable EncodedEntry at(int index) {
        return ring[(start + index) % ring.length];
    }

    private void clear() {
        Arrays.fill(ring, null);
        start = 0;
        size = 0;
        recalls.clear();
    }

    private void resize(int length) {
        @Nullable EncodedEntry[] resized = new EncodedEntry[length];
        for (int i = 0; i < size; i++) {
            resized[i] = at(i);
        }
        ring = resized;
        start = 0;
    }
}
