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

    private final Map<UserId, Watched> watched = new HashMap<>();
    private final Map<Watcher, Set<UserId>> sets = new HashMap<>();

    /// Those of whom Redis has to be asked.
    private Set<UserId> due = new HashSet<>();

    private static final class Watched {

        private final Set<Watcher> watchers = new HashSet<>(2);

        /// Those who have never been told.
        private final Set<Watcher> waiting = new HashSet<>(2);

        private @Nullable Presence known;

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
            if (entry.until <= now) {
                due.add(user);
            }
        });
        List<UserId> taken = due.stream().filter(watched::containsKey).toList();
        due = new HashSet<>();
        return taken;
    }

    /// Tells how somebody is, for certain before `until`: everybody where that is new, else those who wait.
    synchronized void tell(Presence presence, long until) {
        Watched entry = watched.get(presence.userId());
        if (entry == null) {
            return;
        }
        boolean isNew = !presence.equals(entry.known);
        List<Watcher> told = List.copyOf(isNew ? entry.watchers : entry.waiting);
        entry.known = presence;
        entry.until = until;
        entry.waiting.clear();
        told.forEach(watcher -> watcher.present(presence));
    }
}
