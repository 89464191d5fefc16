package io.hongyan.feed.timeline;

import java.util.List;

/// Posts that are at hand, the newest first.
record Listed(List<Entry> entries) implements Source {

    Listed {
        entries = List.copyOf(entries);
    }

    @Override
    public List<Entry> below(long before, int limit) {
        return entries.stream()
                .filter(entry -> entry.post().value() < before)
                .limit(limit)
                .toList();
    }
}
