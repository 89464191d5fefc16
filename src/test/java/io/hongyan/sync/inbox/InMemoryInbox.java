package io.hongyan.sync.inbox;

import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Inboxes without Redis, to be emptied and taken away. Thread-safe.
public final class InMemoryInbox implements Inbox {

    private final int maxLength;
    private final Map<UserId, TreeMap<Place, Reference>> inboxes = new HashMap<>();
    private final Map<UserId, Place> last = new HashMap<>();
    private boolean away;

    public InMemoryInbox(int maxLength) {
        this.maxLength = maxLength;
    }

    private record Place(int epoch, long position) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return epoch == other.epoch ? Long.compare(position, other.position) : Integer.compare(epoch, other.epoch);
        }
    }

    @Override
    public synchronized void append(List<Filed> references) {
        for (Filed filed : references) {
            Place place = new Place(filed.reference().epoch(), filed.reference().position());
            Place before = last.get(filed.user());
            if (before == null || before.compareTo(place) < 0) {
                last.put(filed.user(), place);
                TreeMap<Place, Reference> inbox = inboxes.computeIfAbsent(filed.user(), _ -> new TreeMap<>());
                inbox.put(place, filed.reference());
                if (inbox.size() > maxLength) {
                    inbox.pollFirstEntry();
                }
            }
        }
    }

    @Override
    public synchronized Optional<List<Reference>> range(UserId user, int epoch, long after, long to, int limit) {
        if (away) {
            return Optional.empty();
        }
        TreeMap<Place, Reference> inbox = inboxes.getOrDefault(user, new TreeMap<>());
        return Optional.of(new ArrayList<>(inbox.subMap(new Place(epoch, after + 1), true, new Place(epoch, to), true)
                        .values())
                .stream().limit(limit).toList());
    }

    /// Loses everything, as an emptied Redis does.
    public synchronized void lose() {
        inboxes.clear();
        last.clear();
    }

    /// Loses one reference.
    public synchronized void lose(UserId user, long position) {
        inboxes.getOrDefault(user, new TreeMap<>()).remove(new Place(0, position));
    }

    public synchronized void goAway() {
        away = true;
    }
}
