package io.hongyan.presence;

import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What watchers are told of somebody who changes all the time.
final class WatchingTest {

    private static final UserId ANNA = new UserId(5);
    private static final long NEVER = Long.MAX_VALUE;
    private static final long TICK = 250;

    private final Watching watching = new Watching();

    private static final class Seen implements Watcher {

        private final List<PresenceState> states = new ArrayList<>();

        @Override
        public void present(Presence presence) {
            states.add(presence.state());
        }

        PresenceState last() {
            return states.getLast();
        }
    }

    @Test
    void aFewWatchersAreToldOfEveryChange() {
        Seen seen = watch();

        for (int i = 0; i < 10; i++) {
            tell(flapping(i), i * TICK);
        }

        assertThat(seen.states).hasSize(10);
    }

    @Test
    void ofOneWhoFlapsManyAreToldAtMostSoOftenAndAlwaysTheLast() {
        List<Seen> many = watchers(10_000);
        tell(PresenceState.OFFLINE, 0);

        long end = 60_000;
        for (long now = TICK; now < end; now += TICK) {
            tell(flapping(now / TICK), now);
        }
        settle(PresenceState.BUSY, end);

        long told = many.stream().mapToLong(seen -> seen.states.size()).sum();
        assertThat(told).isLessThanOrEqualTo((2 + end / 1_000) * Watching.TOLD_PER_SECOND + 10_000);
        assertThat(many).allSatisfy(seen -> assertThat(seen.last()).isEqualTo(PresenceState.BUSY));
    }

    @Test
    void theFirstChangeAfterAWhileIsToldAtOnce() {
        List<Seen> many = watchers(10_000);
        tell(PresenceState.OFFLINE, 0);

        tell(PresenceState.ONLINE, 20_000);

        assertThat(many).allSatisfy(seen -> assertThat(seen.last()).isEqualTo(PresenceState.ONLINE));
    }

    @Test
    void whoeverComesMeanwhileIsToldAtOnceAndInTheEndToo() {
        List<Seen> many = watchers(10_000);
        tell(PresenceState.OFFLINE, 0);
        tell(PresenceState.ONLINE, TICK);

        Seen late = watch();
        tell(PresenceState.ONLINE, 2 * TICK);
        assertThat(late.last()).isEqualTo(PresenceState.ONLINE);
        assertThat(many.getFirst().last()).isEqualTo(PresenceState.OFFLINE);
        settle(PresenceState.OFFLINE, 3 * TICK);

        assertThat(late.last()).isEqualTo(PresenceState.OFFLINE);
        assertThat(many).allSatisfy(seen -> assertThat(seen.last()).isEqualTo(PresenceState.OFFLINE));
    }

    /// Asks as the loop does, until nobody is due any more.
    private void settle(PresenceState state, long from) {
        tell(state, from);
        for (long now = from; now < from + 20_000; now += TICK) {
            if (watching.takeDue(now).contains(ANNA)) {
                tell(state, now);
            }
        }
    }

    private List<Seen> watchers(int count) {
        return IntStream.range(0, count).mapToObj(_ -> watch()).toList();
    }

    private Seen watch() {
        Seen seen = new Seen();
        watching.watch(seen, Set.of(ANNA));
        return seen;
    }

    private void tell(PresenceState state, long now) {
        watching.tell(new Presence(ANNA, state, null, List.of()), NEVER, now);
    }

    private static PresenceState flapping(long i) {
        return i % 2 == 0 ? PresenceState.ONLINE : PresenceState.OFFLINE;
    }
}
