package io.hongyan.presence;

import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who watches whom on this node, and what they were told. Thread-safe.
final class Watching {

    /// How many times a second watchers are told of one person at most, all of this node together, unless those are
    /// more
    /// who come to watch.
    static final int TOLD_PER_SECOND = 2_000;

    private static final long MAX_PAUSE_MS = 10_000;

    private final Map<UserId, Watched> watched = new HashMap<>();
    private final Map<Watcher, Set<UserId>> sets = new HashMap<>();

    /// Those of whom Redis has to be asked.
    private Set<UserId> due = new HashSet<>();

    private static final class Watched {

        private final Set<Watcher> watchers = new HashSet<>(2);

        /// Those who have never been told.
        private final Set<Watcher> waiting = new HashSet<>(2);

        private @Nullable Presence known;

        /// Whether somebody was told otherwise since.
        private boolean uneven;

        /// Whether how they are has to be told yet.
        private boolean late;

        /// Before this time nobody but those who wait is told.
        private long pausedUntil;

        /// When a connection ends that isn't told to be alive until then.
        private long until = Long.MAX_VALUE;
    }

    /// Replaces whom `watcher` watches.
    synchronized void watch(Watcher watcher, Set<UserId> users) {
        Set<UserId> before = users.isEmpty() ? sets.remove(watcher) : sets.put(watcher, Set.copyOf(users));
        if (before != null) {
            before.stream().filter(user -> !users.contains(user)).forEach(user -> unwatch(watcher, user));
        }
        for (UserId user : users) {
            if (before == null || !before.contains(user)) {
                Watched entry = watched.computeIfAbsent(user, _ -> new Watched());
                entry.watchers.add(watcher);
                entry.waiting.add(watcher);
                due.add(user);
            }
        }
    }

    private void unwatch(Watcher watcher, UserId user) {
        Watched entry = watched.get(user);
        if (entry != null) {
            entry.watchers.remove(watcher);
            entry.waiting.remove(watcher);
            if (entry.watchers.isEmpty()) {
                watched.remove(user);
            }
        }
    }

    /// These may be otherwise than they were told to be.
    synchronized void suspect(Collection<UserId> users) {
        users.stream().filter(watched::containsKey).forEach(due::add);
    }

    /// The same of all.
    synchronized void suspectAll() {
        due.addAll(watched.keySet());
    }

    /// Those of whom Redis has to be asked at `now`.
    synchronized List<UserId> takeDue(long now) {
        watched.forEach((user, entry) -> {
            if (entry.until <= now || entry.late && entry.pausedUntil <= now) {
                due.add(user);
            }
        });
        List<UserId> taken = due.stream().filter(watched::containsKey).toList();
        due = new HashSet<>();
        return taken;
    }

    /// Tells at `now` how somebody is, for certain before `until`: everybody where that is new, else those who wait.
    ///
    /// Where that happens too often for as many as watch, it is told later how they are then.
    synchronized void tell(Presence presence, long until, long now) {
        Watched entry = watched.get(presence.userId());
        if (entry == null) {
            return;
        }
        boolean isOther = !presence.equals(entry.known);
        boolean isNew = isOther || entry.uneven;
        boolean all = isNew && entry.pausedUntil <= now;
        List<Watcher> told = List.copyOf(all ? entry.watchers : entry.waiting);
        entry.until = until;
        entry.waiting.clear();
        entry.late = isNew && !all;
        if (all) {
            entry.known = presence;
            entry.uneven = false;
            entry.pausedUntil = now + pause(told.size());
        } else {
            entry.uneven |= isOther && !told.isEmpty();
        }
        told.forEach(watcher -> watcher.present(presence));
    }

    /// So many take so long.
    private static long pause(int told) {
        return Math.min(MAX_PAUSE_MS, told * 1_000L / TOLD_PER_SECOND);
    }
}
