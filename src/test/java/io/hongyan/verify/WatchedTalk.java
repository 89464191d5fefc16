package io.hongyan.verify;

import io.hongyan.testing.RandomTalk;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A random talk in which each of the people has a device that syncs now and then, and one that is pushed to.
final class WatchedTalk implements AutoCloseable {

    private static final int PEOPLE = 5;
    private static final int GROUPS = 2;
    private static final int UNWATCHED = 8;

    private final RandomTalk talk;
    private final Random random;
    private final List<SyncClient> synced = new ArrayList<>();
    private final List<PushedDevice> pushed = new ArrayList<>();
    private final Set<String> fanouts = new HashSet<>();

    /// Begins a talk whose groups are fanned out by `mode`. Before anything is left to chance, they are as small and as
    /// large as they may become.
    WatchedTalk(TestServer server, long seed, String mode) {
        this.talk = new RandomTalk(server, seed, PEOPLE, GROUPS, mode);
        this.random = new Random(seed);
        talk.disperse();
        fanouts.addAll(talk.fanouts());
        talk.gather();
        fanouts.addAll(talk.fanouts());
        for (TestUser user : talk.people()) {
            synced.add(new SyncClient(user));
            pushed.add(PushedDevice.connect(server, server.device(user)));
        }
    }

    private WatchedTalk(TestServer server, WatchedTalk before) {
        List<TestUser> people =
                before.talk.people().stream().map(user -> user.at(server)).toList();
        this.talk = before.talk.on(server, people);
        this.random = before.random;
        before.synced.forEach(device -> synced.add(device.as(people.get(synced.size()))));
        before.pushed.forEach(device -> pushed.add(device.at(server)));
        fanouts.addAll(before.fanouts);
    }

    /// The same talk at a server that has started since.
    WatchedTalk on(TestServer server) {
        return new WatchedTalk(server, this);
    }

    List<TestUser> people() {
        return talk.people();
    }

    /// So many more steps, with a look at the devices now and then.
    void go(int steps) {
        for (int step = 0; step < steps; step += UNWATCHED) {
            talk.go(UNWATCHED);
            synced.get(random.nextInt(PEOPLE)).page(1 + random.nextInt(20));
            pushed.forEach(PushedDevice::hear);
            fanouts.addAll(talk.fanouts());
        }
    }

    /// How the groups were fanned out on the way.
    Set<String> fanouts() {
        return fanouts;
    }

    /// What everybody is shown in the end, which is what their devices have.
    List<String> shown() {
        for (int i = 0; i < PEOPLE; i++) {
            TestUser user = talk.people().get(i);
            SyncClient puller = synced.get(i);
            PushedDevice listener = pushed.get(i);
            await().untilAsserted(() -> {
                puller.sync(20);
                assertThat(held(puller)).as("synced by %s", user.name()).isEqualTo(expected(user));
            });
            await().untilAsserted(() -> assertThat(held(listener.hear()))
                    .as("pushed to %s", user.name())
                    .isEqualTo(expected(user)));
        }
        return talk.shown();
    }

    private static Map<String, String> expected(TestUser user) {
        SyncClient fresh = new SyncClient(user);
        fresh.sync(200);
        return held(fresh);
    }

    private static Map<String, String> held(SyncClient device) {
        return device.conversations().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        group -> RandomTalk.line(
                                group.getValue(), device.entries(group.getKey()).values())));
    }

    @Override
    public void close() {
        pushed.forEach(PushedDevice::close);
    }
}
