package io.hongyan.feed.timeline;

import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The posts of some authors as far as a timeline has them, and below that from the authors themselves.
///
/// A timeline may have posts of others too, which were on their way when its owner stopped following them.
record Copy(Reader timeline, Set<UserId> authors, TimelineRepository stored) implements Source {

    /// A timeline that may be gone when it is read next.
    interface Reader {

        Optional<Part> read(long before, int limit);
    }

    @Override
    public List<Entry> below(long before, int limit) {
        List<Entry> found = new ArrayList<>();
        long from = before;
        while (found.size() < limit) {
            Optional<Part> part = timeline.read(from, limit);
            if (part.isEmpty()) {
                return continued(found, from, limit);
            }
            List<Entry> entries = part.get().entries();
            entries.stream().filter(entry -> authors.contains(entry.author())).forEach(found::add);
            if (entries.size() < limit) {
                long floor = part.get().floor();
                return floor == 0 ? found : continued(found, Math.min(from, floor + 1), limit);
            }
            from = entries.getLast().post().value();
        }
        return found.subList(0, limit);
    }

    private List<Entry> continued(List<Entry> found, long before, int limit) {
        if (found.size() < limit) {
            found.addAll(new Authors(stored, authors).below(before, limit - found.size()));
        }
        return found.size() > limit ? found.subList(0, limit) : found;
    }
}
