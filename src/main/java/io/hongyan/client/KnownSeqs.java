package io.hongyan.client;

import java.util.HashSet;
import java.util.Set;

/// Which entries of one conversation a client has: all up to `known`, and some beyond a hole. For one thread.
public final class KnownSeqs {

    private final Set<Long> beyond = new HashSet<>();
    private long known;

    /// Everything up to `known` is there, or is not for this client to see.
    public KnownSeqs(long known) {
        this.known = known;
    }

    /// Takes an entry in; false where it was there already.
    public boolean add(long seq) {
        if (seq <= known) {
            return false;
        }
        if (seq > known + 1) {
            return beyond.add(seq);
        }
        known = seq;
        while (beyond.remove(known + 1)) {
            known++;
        }
        return true;
    }

    /// The last seq before the first hole.
    public long known() {
        return known;
    }

    /// Whether something is missing between what is there.
    public boolean hasHole() {
        return !beyond.isEmpty();
    }
}
