package io.hongyan.feed.timeline;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Merges sources by time: gives each post once, the newest first, and passes over none. Used by one thread.
final class Mixer {

    private final List<Reading> readings;
    private final int chunk;
    private long last;

    /// Starts below `before`; sources are asked for `chunk` posts at a time.
    Mixer(List<Source> sources, long before, int chunk) {
        this.readings =
                sources.stream().map(source -> new Reading(source, before)).toList();
        this.chunk = chunk;
        this.last = before;
    }

    /// The next post; empty at the end.
    Optional<Entry> next() {
        while (true) {
            Optional<Reading> newest = readings.stream()
                    .filter(reading -> reading.peek() != null)
                    .min(Comparator.comparing(reading -> reading.waiting.getFirst()));
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            Entry entry = newest.get().waiting.removeFirst();
            // What two sources have comes twice, one after the other.
            if (entry.post().value() < last) {
                last = entry.post().value();
                return Optional.of(entry);
            }
        }
    }

    /// How far one source has been read.
    private final class Reading {

        private final Source source;
        private final Deque<Entry> waiting = new ArrayDeque<>();
        private long below;
        private boolean exhausted;

        Reading(Source source, long before) {
            this.source = source;
            this.below = before;
        }

        @Nullable
        Entry peek() {
            if (waiting.isEmpty() && !exhausted) {
                List<Entry> found = source.below(below, chunk);
                waiting.addAll(found);
                exhausted = found.size() < chunk;
                if (!found.isEmpty()) {
                    below = found.getLast().post().value();
                }
            }
            return waiting.peekFirst();
        }
    }
}
