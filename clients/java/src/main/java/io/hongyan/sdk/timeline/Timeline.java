package io.hongyan.sdk.timeline;

import io.hongyan.sdk.model.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The entries of one conversation on their way into order: the next one is applied, a lower one is dropped, a higher
/// one waits until what is missing before it was fetched. Not thread-safe.
final class Timeline {

    /// How many entries may wait for a hole to be filled; those above are dropped, and fetched again in their turn.
    static final int MAX_AHEAD = 1_000;

    private final TreeMap<Long, Entry> ahead = new TreeMap<>();
    private long known;
    private long target;
    private boolean confirmed;

    /// Of which everything up to `known` was applied, or isn't wanted.
    Timeline(long known) {
        this.known = known;
        this.target = known;
    }

    long known() {
        return known;
    }

    /// Whether something is missing that there is.
    boolean hasHole() {
        return target > known;
    }

    /// Takes an entry that was pushed, and gives what can be applied now, in order.
    List<Entry> offer(Entry entry) {
        target = Math.max(target, entry.seq());
        if (entry.seq() > known) {
            ahead.putIfAbsent(entry.seq(), entry);
            if (ahead.size() > MAX_AHEAD) {
                ahead.pollLastEntry();
            }
        }
        return drain();
    }

    /// There are entries up to `seq`.
    void expect(long seq) {
        target = Math.max(target, seq);
    }

    /// Takes what was fetched: entries without a hole, where `firstSeq` is the lowest there is to see.
    List<Entry> fetched(List<Entry> entries, long firstSeq, long headSeq) {
        if (firstSeq > known + 1) {
            known = firstSeq - 1;
            ahead.headMap(firstSeq).clear();
        }
        target = Math.max(target, headSeq);
        for (Entry entry : entries) {
            if (entry.seq() > known) {
                ahead.put(entry.seq(), entry);
            }
        }
        List<Entry> applied = drain();
        while (ahead.size() > MAX_AHEAD) {
            ahead.pollLastEntry();
        }
        return applied;
    }

    private List<Entry> drain() {
        List<Entry> applied = new ArrayList<>();
        Map.Entry<Long, Entry> next = ahead.firstEntry();
        while (next != null && next.getKey() <= known + 1) {
            ahead.pollFirstEntry();
            if (next.getKey() == known + 1) {
                known = next.getKey();
                applied.add(next.getValue());
            }
            next = ahead.firstEntry();
        }
        if (!applied.isEmpty()) {
            confirmed = true;
        }
        return applied;
    }

    /// A new connection: what is known came over an older one.
    void reconnected() {
        confirmed = false;
    }

    /// Whether the server has given an entry over this connection, and so has everything that is known.
    boolean isConfirmed() {
        return confirmed;
    }

    /// Everything above `seq` is void.
    void rewind(long seq) {
        known = seq;
        target = seq;
        ahead.clear();
    }

    /// Nothing more is wanted for the moment.
    void rest() {
        target = known;
        ahead.clear();
    }
}
