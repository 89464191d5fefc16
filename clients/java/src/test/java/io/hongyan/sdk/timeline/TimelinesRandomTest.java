package io.hongyan.sdk.timeline;

import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.EntryPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.hongyan.sdk.timeline.Entries.entries;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is dropped, doubled and mixed on the way: when the holes are fetched, a device has what the server has.
final class TimelinesRandomTest {

    private static final int CONVERSATIONS = 5;
    private static final int RUNS = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_122, 7_777_777})
    void afterHealingTheDeviceHasWhatTheServerHas(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            Map<String, List<Entry>> server = server(random);
            Map<String, List<Entry>> device = new HashMap<>();
            Timelines timelines = new Timelines(Map.of());
            server.keySet().forEach(id -> timelines.begin(id, 0));

            for (Entry pushed : onTheWay(server, random)) {
                keep(device, timelines.offer(pushed));
                if (random.nextInt(4) == 0) {
                    heal(server, device, timelines, random);
                }
            }
            server.forEach((id, entries) -> timelines.expect(id, entries.size()));
            while (!timelines.holes().isEmpty()) {
                heal(server, device, timelines, random);
            }

            assertThat(device).as("seed %d, run %d", seed, run).isEqualTo(server);
        }
    }

    private static Map<String, List<Entry>> server(Random random) {
        Map<String, List<Entry>> server = new HashMap<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            String id = "7" + i;
            server.put(id, entries(id, 1, 1 + random.nextInt(40)));
        }
        return server;
    }

    /// What arrives of all entries: some not at all, some twice, some late.
    private static List<Entry> onTheWay(Map<String, List<Entry>> server, Random random) {
        List<Entry> way = new ArrayList<>();
        server.values()
                .forEach(entries -> entries.forEach(entry -> {
                    for (int copies = random.nextInt(10); copies > 1; copies -= 4) {
                        int place = random.nextInt(3) == 0 ? random.nextInt(way.size() + 1) : way.size();
                        way.add(place, entry);
                    }
                }));
        return way;
    }

    private static void heal(
            Map<String, List<Entry>> server, Map<String, List<Entry>> device, Timelines timelines, Random random) {
        for (String id : List.copyOf(timelines.holes())) {
            List<Entry> all = requireNonNull(server.get(id));
            int from = (int) timelines.known(id);
            int to = Math.min(all.size(), from + 1 + random.nextInt(7));
            keep(device, timelines.fetched(id, new EntryPage(all.subList(from, to), 1, all.size())));
        }
    }

    private static void keep(Map<String, List<Entry>> device, List<Entry> applied) {
        applied.forEach(entry -> device.computeIfAbsent(entry.conversationId(), id -> new ArrayList<>())
                .add(entry));
    }
}
