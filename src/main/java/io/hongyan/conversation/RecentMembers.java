package io.hongyan.conversation;

import io.hongyan.error.HongyanException;
import io.hongyan.log.EventListener;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Who joined, left or was given another role, for as long as PostgreSQL may not have it.
///
/// A change is forgotten once the projector has confirmed it. Memory is bounded: beyond the limit the oldest are
/// forgotten unconfirmed, and nothing is told until PostgreSQL has them. Thread-safe.
public final class RecentMembers implements EventListener {

    /// Some 40 MB.
    private static final int MAX_CHANGES = 200_000;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int maxChanges;
    private final Map<ConversationId, Map<UserId, Remembered>> changes = new HashMap<>();
    private final Map<Integer, Partition> partitions = new HashMap<>();
    private int size;

    public RecentMembers() {
        this(MAX_CHANGES);
    }

    RecentMembers(int maxChanges) {
        this.maxChanges = maxChanges;
    }

    private record Remembered(MemberChange change, long command) {}

    private record Arrival(ConversationId conversation, long command, int changes) {}

    /// What one partition of the log brought, in its order.
    private static final class Partition {

        private final Deque<Arrival> arrivals = new ArrayDeque<>();
        private long confirmed;
        /// Everything unconfirmed that came of a command below this offset was forgotten.
        private long forgotten;

        private boolean isFirstConfirmed() {
            return !arrivals.isEmpty() && arrivals.getFirst().command() < confirmed;
        }
    }

    @Override
    public synchronized void appended(Event event, int partition, long command) {
        List<MembershipChange> memberships = event.memberships();
        if (event instanceof Event.Dissolved) {
            // Nobody may read the members of a dissolved group.
            changes.remove(event.conversation());
        } else if (!memberships.isEmpty()) {
            Map<UserId, Remembered> known = changes.computeIfAbsent(event.conversation(), _ -> new HashMap<>());
            memberships.forEach(
                    change -> remember(known, MemberChange.of(change, event.seq()), change.user(), command));
            Partition arrived = partitions.computeIfAbsent(partition, _ -> new Partition());
            arrived.arrivals.add(new Arrival(event.conversation(), command, memberships.size()));
            size += memberships.size();
            shrink();
        }
    }

    private static void remember(Map<UserId, Remembered> known, MemberChange change, UserId user, long command) {
        Remembered before = known.get(user);
        known.put(user, new Remembered(change.after(before == null ? null : before.change()), command));
    }

    /// PostgreSQL has everything that came of commands below these offsets, by partition.
    public synchronized void confirmed(Map<Integer, Long> nextOffsets) {
        nextOffsets.forEach((partition, next) -> {
            Partition arrived = partitions.computeIfAbsent(partition, _ -> new Partition());
            arrived.confirmed = Math.max(arrived.confirmed, next);
            while (arrived.isFirstConfirmed()) {
                forgetFirst(arrived);
            }
        });
    }

    /// What changed among the members whose id is above `after`, in order, as far as PostgreSQL may not have it.
    ///
    /// @throws HongyanException `unavailable` while that isn't known
    synchronized NavigableMap<UserId, MemberChange> following(ConversationId conversation, long after) {
        if (partitions.values().stream().anyMatch(arrived -> arrived.forgotten > arrived.confirmed)) {
            throw HongyanException.unavailable("The lists of members are catching up.", RETRY, null);
        }
        NavigableMap<UserId, MemberChange> following = new TreeMap<>();
        changes.getOrDefault(conversation, Map.of()).forEach((user, remembered) -> {
            if (user.value() > after) {
                following.put(user, remembered.change());
            }
        });
        return following;
    }

    private void shrink() {
        while (size > maxChanges) {
            Partition longest = null;
            for (Partition arrived : partitions.values()) {
                if (longest == null || arrived.arrivals.size() > longest.arrivals.size()) {
                    longest = arrived;
                }
            }
            if (longest == null) {
                return;
            }
            longest.forgotten = longest.arrivals.getFirst().command() + 1;
            forgetFirst(longest);
        }
    }

    private void forgetFirst(Partition arrived) {
        Arrival first = arrived.arrivals.removeFirst();
        size -= first.changes();
        Map<UserId, Remembered> known = changes.get(first.conversation());
        if (known != null) {
            known.values().removeIf(remembered -> remembered.command() <= first.command());
            if (known.isEmpty()) {
                changes.remove(first.conversation());
            }
        }
    }
}
