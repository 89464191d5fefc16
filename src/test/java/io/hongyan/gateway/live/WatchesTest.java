package io.hongyan.gateway.live;

import io.hongyan.presence.Presence;
import io.hongyan.presence.PresenceState;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Whom a device is told of, with the answers about blocks in our hands.
final class WatchesTest {

    private static final UserId VIEWER = new UserId(1);
    private static final UserId ANNA = new UserId(2);
    private static final UserId BERT = new UserId(3);
    private static final UserId CARL = new UserId(4);

    private final List<Set<UserId>> shown = new CopyOnWriteArrayList<>();
    private final List<Presence> hidden = new CopyOnWriteArrayList<>();
    private final FakeBlockers blockers = new FakeBlockers();
    private final Watches watches = new Watches((_, users) -> shown.add(users), blockers);
    private final Watches.Watch watch = watches.begin(VIEWER, hidden::add);

    @Test
    void ofManySetsAtOnceOneIsAskedAboutAtATimeAndTheLastIsWatched() {
        blockers.close();
        watch.want(Set.of(ANNA));
        await().until(() -> blockers.asked() == 1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 100; i < 1_100; i++) {
                Set<UserId> users = Set.of(new UserId(i));
                threads.execute(() -> watch.want(users));
            }
        }
        watch.want(Set.of(BERT));
        blockers.open();

        awaitShown(Set.of(BERT));
        assertThat(shown).containsExactly(Set.of(ANNA), Set.of(BERT));
        assertThat(blockers.asked()).isEqualTo(2);
        assertThat(blockers.askedAtOnce()).isOne();
    }

    @Test
    void whoeverHasBlockedIsOfflineUntilTheyForgive() {
        watch.want(Set.of(ANNA, BERT));
        awaitShown(Set.of(ANNA, BERT));

        blockers.block(BERT);
        watches.relationChanged(BERT, VIEWER);
        awaitShown(Set.of(ANNA));
        await().until(() -> !hidden.isEmpty());

        blockers.forgive(BERT);
        watches.relationChanged(VIEWER, BERT);
        awaitShown(Set.of(ANNA, BERT));
        assertThat(hidden).containsExactly(offline(BERT));
    }

    @Test
    void nobodyIsShownBeforeItIsKnownWhoHasBlocked() {
        blockers.block(BERT);
        blockers.goAway();
        watch.want(Set.of(ANNA, BERT));

        await().until(() -> {
            watches.askAgain();
            return blockers.asked() > 3;
        });
        assertThat(shown).isNotEmpty().containsOnly(Set.of());
        assertThat(hidden).isEmpty();

        blockers.comeBack();
        await().until(() -> {
            watches.askAgain();
            return shown.getLast().equals(Set.of(ANNA)) && !hidden.isEmpty();
        });
        assertThat(hidden).containsExactly(offline(BERT));
    }

    @Test
    void whoIsKnownIsShownFurtherWhileItCannotBeAskedButNotIfSomethingHasChanged() {
        watch.want(Set.of(ANNA, BERT));
        awaitShown(Set.of(ANNA, BERT));

        blockers.goAway();
        watch.want(Set.of(ANNA, BERT, CARL));
        await().until(() -> shown.size() == 2);
        assertThat(shown.getLast()).isEqualTo(Set.of(ANNA, BERT));

        watches.relationChanged(BERT, VIEWER);
        awaitShown(Set.of(ANNA));

        blockers.comeBack();
        await().until(() -> {
            watches.askAgain();
            return shown.getLast().equals(Set.of(ANNA, BERT, CARL));
        });
        assertThat(hidden).isEmpty();
    }

    @Test
    void whatFailsIsAskedAgain() {
        blockers.fail();
        watch.want(Set.of(ANNA));
        await().until(() -> !shown.isEmpty());
        assertThat(shown).containsExactly(Set.of());

        blockers.comeBack();
        await().until(() -> {
            watches.askAgain();
            return shown.getLast().equals(Set.of(ANNA));
        });
    }

    private void awaitShown(Set<UserId> users) {
        await().until(() -> !shown.isEmpty() && shown.getLast().equals(users));
    }

    private static Presence offline(UserId user) {
        return new Presence(user, PresenceState.OFFLINE, null, List.of());
    }

    /// Counts who asks, and how many do at once.
    private static final class FakeBlockers implements Watches.Blockers {

        private static final int MANY = 1_000_000;

        private enum Mood {
            THERE,
            AWAY,
            FAILING
        }

        private final Set<UserId> blocking = ConcurrentHashMap.newKeySet();
        private final Semaphore answers = new Semaphore(MANY);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger asking = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        private volatile Mood mood = Mood.THERE;

        @Override
        public Optional<Set<UserId>> among(Set<UserId> users, UserId viewer) {
            atOnce.accumulateAndGet(asking.incrementAndGet(), Math::max);
            asked.incrementAndGet();
            answers.acquireUninterruptibly();
            asking.decrementAndGet();
            return switch (mood) {
                case THERE ->
                    Optional.of(users.stream().filter(blocking::contains).collect(Collectors.toUnmodifiableSet()));
                case AWAY -> Optional.empty();
                case FAILING -> throw new IllegalStateException("this is how it fails");
            };
        }

        /// Whoever asks waits from now on.
        void close() {
            answers.drainPermits();
        }

        void open() {
            answers.release(MANY);
        }

        void block(UserId user) {
            blocking.add(user);
        }

        void forgive(UserId user) {
            blocking.remove(user);
        }

        void goAway() {
            mood = Mood.AWAY;
        }

        void fail() {
            mood = Mood.FAILING;
        }

        void comeBack() {
            mood = Mood.THERE;
        }

        int asked() {
            return asked.get();
        }

        int askedAtOnce() {
            return atOnce.get();
        }
    }
}
