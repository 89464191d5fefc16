package io.hongyan.gateway.live;

import io.hongyan.presence.Presence;
import io.hongyan.presence.PresenceState;
import io.hongyan.presence.Presences;
import io.hongyan.presence.Watcher;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whom the devices of this node want to know of. To those whom somebody has blocked, they are offline for ever, as
/// whoever is invisible is. Thread-safe; nothing here waits for Neo4j but threads of its own.
public final class Watches {

    private final Presences presences;
    private final Blockers blockers;
    private final Map<UserId, Set<Watch>> byViewer = new ConcurrentHashMap<>();
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("watch-", 0).factory());

    public Watches(Presences presences, Blockers blockers) {
        this.presences = presences;
        this.blockers = blockers;
    }

    /// Knows who has blocked whom.
    public interface Blockers {

        /// Those of `users` who have blocked `viewer`. May block.
        Set<UserId> among(Set<UserId> users, UserId viewer);
    }

    /// What one device wants to know.
    final class Watch {

        private final UserId viewer;
        private final Watcher watcher;
        private final Lock showing = new ReentrantLock();

        private volatile Set<UserId> wanted = Set.of();

        /// Those of whom the device was told that they are offline. Guarded by `showing`.
        private Set<UserId> hidden = Set.of();

        private Watch(UserId viewer, Watcher watcher) {
            this.viewer = viewer;
            this.watcher = watcher;
        }

        /// Replaces the set.
        void want(Set<UserId> users) {
            wanted = Set.copyOf(users);
            threads.execute(this::show);
        }

        void end() {
            byViewer.computeIfPresent(viewer, (_, watches) -> watches.size() == 1 ? null : without(watches));
            want(Set.of());
        }

        private Set<Watch> without(Set<Watch> watches) {
            return watches.stream().filter(watch -> watch != this).collect(Collectors.toUnmodifiableSet());
        }

        /// Whoever comes last shows what is wanted last, because it is read under the lock.
        private void show() {
            showing.lock();
            try {
                Set<UserId> users = wanted;
                Set<UserId> blockedBy = users.isEmpty() ? Set.of() : blockers.among(users, viewer);
                presences.watch(
                        watcher,
                        users.stream().filter(user -> !blockedBy.contains(user)).collect(Collectors.toSet()));
                blockedBy.stream().filter(user -> !hidden.contains(user)).forEach(this::hide);
                hidden = blockedBy;
            } finally {
                showing.unlock();
            }
        }

        private void hide(UserId user) {
            watcher.present(new Presence(user, PresenceState.OFFLINE, null, List.of()));
        }
    }

    /// A device of `viewer` begins to watch, nobody at first, until it [ends][Watch#end].
    Watch begin(UserId viewer, Watcher watcher) {
        Watch watch = new Watch(viewer, watcher);
        byViewer.merge(viewer, Set.of(watch), Watches::both);
        return watch;
    }

    private static Set<Watch> both(Set<Watch> one, Set<Watch> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /// These two may have blocked each other, or no longer.
    public void relationChanged(UserId one, UserId other) {
        showAgain(one, other);
        showAgain(other, one);
    }

    private void showAgain(UserId viewer, UserId user) {
        byViewer.getOrDefault(viewer, Set.of()).stream()
                .filter(watch -> watch.wanted.contains(user))
                .forEach(watch -> threads.execute(watch::show));
    }
}
