package io.hongyan.sdk.timeline;

import io.hongyan.sdk.model.Counts;
import io.hongyan.sdk.model.Marked;
import io.hongyan.sdk.model.Unread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All counts of a user, of which only a newer version replaces anything. Not thread-safe.
public final class UnreadState {

    private final Map<String, Unread.Item> items = new TreeMap<>();
    private final Map<String, Boolean> muted = new HashMap<>();
    private Counts total = new Counts(0, 0);
    private long version = -1;

    /// Counts of some conversations and the total. What it makes, unless something newer is known.
    public Optional<Unread> changed(List<Unread.Item> changed, Counts total, long version) {
        if (version <= this.version) {
            return Optional.empty();
        }
        changed.forEach(this::put);
        this.total = total;
        this.version = version;
        return Optional.of(unread());
    }

    /// The counts of one conversation and the total, as a mark made them; `muted` is null if it didn't change that.
    public Optional<Unread> marked(String conversationId, Marked marked, @Nullable Boolean muted) {
        boolean now = muted != null ? muted : this.muted.getOrDefault(conversationId, false);
        return changed(
                List.of(new Unread.Item(conversationId, marked.unread(), marked.mentions(), now)),
                marked.total(),
                marked.version());
    }

    /// All there is. What it makes, unless something newer is known.
    public Optional<Unread> all(Unread all) {
        if (all.version() < version) {
            return Optional.empty();
        }
        items.clear();
        all.conversations().forEach(this::put);
        total = all.total();
        version = all.version();
        return Optional.of(unread());
    }

    /// Whether a conversation is muted, as a view of it says: answers to marks don't.
    public void learn(String conversationId, boolean muted) {
        this.muted.put(conversationId, muted);
    }

    private void put(Unread.Item item) {
        muted.put(item.id(), item.muted());
        if (item.unread() == 0 && item.mentions() == 0) {
            items.remove(item.id());
        } else {
            items.put(item.id(), item);
        }
    }

    private Unread unread() {
        return new Unread(total, List.copyOf(items.values()), version);
    }
}
