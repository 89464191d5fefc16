package io.hongyan.gateway.live;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.gateway.push.Lane;
import io.hongyan.presence.Presence;
import io.hongyan.presence.PresenceState;
import io.hongyan.presence.Watcher;
import io.hongyan.streams.id.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom the devices of this node want to know of. To those whom somebody has blocked, they are offline for ever, as
/// whoever is invisible is. Of those of whom it isn't known whether they have, nothing is told until it is.
///
/// Thread-safe; nothing here waits for Neo4j but threads of its own, one for each device at most.
public final class Watches implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private static final long PERIOD_MS = 1_000;

    /// How many devices are asked for again at once, so that a Neo4j that comes back isn't stormed.
    private static final int AGAIN_AT_ONCE = 200;

    private final BiConsumer<Watcher, Set<UserId>> presences;
    private final Blockers blockers;
    private final Map<UserId, Set<Watch>> byViewer = new ConcurrentHashMap<>();
    private final Queue<Watch> unanswered = new ConcurrentLinkedQueue<>();
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("watch-", 0).factory());
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watches").factory());

    /// `presences` replaces whom a watcher is told of.
    public Watches(BiConsumer<Watcher, Set<UserId>> presences, Blockers blockers) {
        this.presences = presences;
        this.blockers = blockers;
    }

    /// Knows who has blocked whom.
    public interface Blockers {

        /// Those of `users` who have blocked `viewer`; empty where that isn't known at the moment. May block.
        Optional<Set<UserId>> among(Set<UserId> users, UserId viewer);
    }

    @Override
    public void start() {
        again.scheduleWithFixedDelay(this::askAgain, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        again.shutdownNow();
    }

    /// Asks again for those who had no answer, the longest waiting first.
    void askAgain() {
        int asked = Math.min(AGAIN_AT_ONCE, unanswered.size());
        for (int i = 0; i < asked; i++) {
            Watch watch = unanswered.poll();
            if (watch != null) {
                watch.again();
            }
        }
    }

    /// What one device wants to know.
    final class Watch {

        private final UserId viewer;
        private final Watcher watcher;

        /// However often the device asks: one showing runs, and one waits.
        private final Lane showings = new Lane(threads);

        private final AtomicBoolean waits = new AtomicBoolean();
        private final AtomicBoolean isUnanswered = new AtomicBoolean();

        private volatile Set<UserId> wanted = Set.of();

        /// Those of whom it isn't known any more whether they have blocked.
        private final Set<UserId> doubted = ConcurrentHashMap.newKeySet();

        /// Those who are known not to have blocked. Used by showings alone, as is the next.
        private Set<UserId> shown = Set.of();

        /// Those of whom the device was told that they are offline.
        private Set<UserId> hidden = Set.of();

        private Watch(UserId viewer, Watcher watcher) {
            this.viewer = viewer;
            this.watcher = watcher;
        }

        /// Replaces the set.
        void want(Set<UserId> users) {
            wanted = Set.copyOf(users);
            show();
        }

        void end() {
            byViewer.computeIfPresent(viewer, (_, watches) -> watches.size() == 1 ? null : without(watches));
            want(Set.of());
        }

        private Set<Watch> without(Set<Watch> watches) {
            return watches.stream().filter(watch -> watch != this).collect(Collectors.toUnmodifiableSet());
        }

        private void doubt(UserId user) {
            if (wanted.contains(user)) {
                doubted.add(user);
                show();
            }
        }

        private void again() {
            isUnanswered.set(false);
            show();
        }

        /// A showing that waits reads what is wanted when it begins, so there is no need for another.
        private void show() {
            if (waits.compareAndSet(false, true)) {
                showings.run(() -> {
                    waits.set(false);
                    showNow();
                });
            }
        }

        private void showNow() {
            Set<UserId> users = wanted;
            Set<UserId> changed = Set.copyOf(doubted);
            doubted.removeAll(changed);
            Optional<Set<UserId>> blockedBy = users.isEmpty() ? Optional.of(Set.of()) : ask(users);
            if (blockedBy.isPresent()) {
                showBut(users, blockedBy.get());
            } else {
                showKnown(users, changed);
            }
        }

        /// The loop's policy: what fails is logged, and asked again as what had no answer.
        private Optional<Set<UserId>> ask(Set<UserId> users) {
            try {
                return blockers.among(users, viewer);
            } catch (RuntimeException failure) {
                LOG.error("it can't be asked who has blocked whom", failure);
                return Optional.empty();
            }
        }

        private void showBut(Set<UserId> users, Set<UserId> blockedBy) {
            shown = users.stream().filter(user -> !blockedBy.contains(user)).collect(Collectors.toUnmodifiableSet());
            presences.accept(watcher, shown);
            blockedBy.stream().filter(user -> !hidden.contains(user)).forEach(this::hide);
            hidden = Set.copyOf(blockedBy);
        }

        /// Only those who were known before, and of whom nothing was heard since.
        private void showKnown(Set<UserId> users, Set<UserId> changed) {
            Set<UserId> known = new HashSet<>(shown);
            known.retainAll(users);
            known.removeAll(changed);
            shown = Set.copyOf(known);
            presences.accept(watcher, shown);
            hidden = hidden.stream().filter(users::contains).collect(Collectors.toUnmodifiableSet());
            if (isUnanswered.compareAndSet(false, true)) {
                unanswered.add(this);
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
        byViewer.getOrDefault(viewer, Set.of()).forEach(watch -> watch.doubt(user));
    }
}
