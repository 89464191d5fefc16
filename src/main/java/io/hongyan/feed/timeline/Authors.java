package io.hongyan.feed.timeline;

import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads from the own timelines of some authors: PostgreSQL's truth.
final class Authors implements Source {

    /// How many posts are looked at in one go, about, however many authors there are.
    private static final int LOOKED_AT = 20_000;

    private static final int AT_LEAST = 10;

    private final TimelineRepository posts;
    private final Set<UserId> authors;

    Authors(TimelineRepository posts, Collection<UserId> authors) {
        this.posts = posts;
        this.authors = Set.copyOf(authors);
    }

    @Override
    public List<Entry> below(long before, int limit) {
        List<Entry> found = new ArrayList<>();
        long from = before;
        while (!authors.isEmpty() && found.size() < limit) {
            int each = Math.clamp(LOOKED_AT / authors.size(), AT_LEAST, Math.max(AT_LEAST, limit));
            List<Entry> newest = posts.newest(authors, from, each);
            long known = knownDownTo(newest, each);
            newest.stream().filter(entry -> entry.post().value() >= known).forEach(found::add);
            if (known == 0) {
                break;
            }
            from = known;
        }
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    /// Of an author who has `each` there may be more, but only below the last of them: down to the highest such post
    /// nothing is missing. 0 where nothing is missing at all.
    private static long knownDownTo(List<Entry> newest, int each) {
        Map<UserId, Integer> counts = new HashMap<>();
        Set<UserId> full = new HashSet<>();
        long known = 0;
        for (Entry entry : newest) {
            int count = counts.merge(entry.author(), 1, Integer::sum);
            if (count == each && full.add(entry.author())) {
                known = Math.max(known, entry.post().value());
            }
        }
        return known;
    }
}
