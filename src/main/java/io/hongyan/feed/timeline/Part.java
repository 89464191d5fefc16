package io.hongyan.feed.timeline;

import java.util.List;

/// A part of a timeline in Redis, the newest first, and its floor: above that all posts are in the timeline.
record Part(List<Entry> entries, long floor) {

    Part {
        entries = List.copyOf(entries);
    }

    /// At most `limit` of it below `before`.
    Part below(long before, int limit) {
        return new Part(new Listed(entries).below(before, limit), floor);
    }
}
