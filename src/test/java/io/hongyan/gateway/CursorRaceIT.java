package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Chats;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.hongyan.gateway.SocketTalk.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A device that connects, syncs while it is pushed to, and dies at any frame, comes back with the last cursor that it
/// was given, and must have been given everything that this cursor covers (rules 4 and 5).
final class CursorRaceIT {

    private static final int ROUNDS = 12;

    /// How much is said before a socket opens, and again while it is open.
    private static final int SAID = 10;

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noCursorCoversWhatWasNotGiven(long seed) {
        Random random = new Random(seed);
        List<String> groups = List.of(group("one"), group("two"), group("three"));
        SyncClient device = new SyncClient(alice);
        device.sync(500);
        // The groups' summaries may have come after their mailboxes, and are told once more.
        device.sync(500);
        Map<String, Long> heads = new HashMap<>();

        try (TestSocket talking = TestSocket.connect(server, bob)) {
            for (int round = 0; round < ROUNDS; round++) {
                say(talking, groups, random, heads, SAID);
                try (TestSocket socket = open(device.cursor())) {
                    socket.request(Map.of("t", "sync", "cursor", device.cursor(), "limit", 1 + random.nextInt(20)));
                    say(talking, groups, random, heads, SAID);
                    socket.request(Map.of("t", "ping"));
                    int wanted = random.nextInt(40);
                    await().pollInterval(Duration.ofMillis(2))
                            .until(() -> socket.frames().size() >= Math.min(wanted, 8) || pushed(socket) >= SAID);
                    List<JsonNode> frames = socket.frames();
                    frames.subList(0, 1 + random.nextInt(frames.size())).forEach(device::hear);
                }
            }
        }

        await().untilAsserted(() -> {
            device.sync(500);
            groups.forEach(group -> assertThat(device.entries(group).keySet())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, heads.getOrDefault(group, 1L))
                            .boxed()
                            .toList()));
        });
        assertThat(device.fetches()).as("seed %d", seed).isZero();
        assertThat(device.resets()).as("seed %d", seed).isZero();
    }

    /// How many entries came by themselves; several come in one frame where they were ready together.
    private static long pushed(TestSocket socket) {
        return socket.frames().stream()
                .mapToLong(frame -> switch (frame.path("t").asText()) {
                    case "entry" -> 1;
                    case "entries" -> frame.path("entries").size();
                    default -> 0;
                })
                .sum();
    }

    /// The cursor that is given back is the device's own until it has synced.
    private TestSocket open(String cursor) {
        TestSocket socket = TestSocket.open(server.address());
        JsonNode welcome = socket.ask(Map.of("t", "hello", "token", alice.token(), "cursor", cursor));
        assertThat(welcome.path("cursor").asText()).isEqualTo(cursor);
        return socket;
    }

    private void say(TestSocket socket, List<String> groups, Random random, Map<String, Long> heads, int count) {
        List<Long> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String group = groups.get(random.nextInt(groups.size()));
            requests.add(socket.request(send(group, "message")));
        }
        for (long request : requests) {
            JsonNode ok = socket.answer(request);
            heads.merge(ok.path("conversationId").asText(), ok.path("seq").asLong(), Math::max);
        }
    }

    private String group(String title) {
        return Chats.group(bob, title, alice).expect(201).text("/id");
    }
}
