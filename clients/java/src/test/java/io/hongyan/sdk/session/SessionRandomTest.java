package io.hongyan.sdk.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.rest.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever a network and a server do to frames and sockets: once they are well again, the device has every entry once
/// and in order, and every message it sent is there once, in the order in which it was sent.
final class SessionRandomTest {

    private static final int RUNS = 60;
    private static final int STEPS = 120;
    private static final List<String> CONVERSATIONS = List.of("71", "72", "73", "74");
    private static final Set<String> PUSHES = Set.of("entry", "entries");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20_261_122, 424_242})
    void nothingIsLostDoubledOrMixed(long seed) {
        for (int run = 0; run < RUNS; run++) {
            new Run(new Random(seed + 1_000L * run), "seed " + seed + ", run " + run).check();
        }
    }

    /// One server and one device.
    private static final class Run {

        private final Random random;
        private final String name;
        private final VirtualLoop loop = new VirtualLoop();
        private final FakeServer server = new FakeServer(loop);
        private final Device device = new Device(loop, server, TokenSource.of("token-1"));
        private final Map<String, List<String>> said = new HashMap<>();
        private final List<CompletableFuture<Acknowledgement>> sent = new ArrayList<>();

        Run(Random random, String name) {
            this.random = random;
            this.name = name;
        }

        void check() {
            server.toDevice = this::harm;
            device.session.start();
            for (int step = 0; step < STEPS; step++) {
                act(step);
                loop.pass(Duration.ofMillis(random.nextInt(400)));
            }
            heal();

            assertThat(device.store).as(name).isEqualTo(server.conversations());
            assertThat(sent).as(name).allSatisfy(one -> assertThat(one).isCompleted());
            assertThat(device.outbox.waiting()).as(name).isEmpty();
            said.forEach((conversation, texts) ->
                    assertThat(mine(conversation)).as(name).isEqualTo(texts));
            assertThat(device.progress.cursor()).as(name).contains(server.cursor());
        }

        private void act(int step) {
            String conversation = CONVERSATIONS.get(random.nextInt(CONVERSATIONS.size()));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> server.say(conversation, "from another " + step);
                case 4, 5, 6 -> {
                    String text = "mine " + step;
                    said.computeIfAbsent(conversation, id -> new ArrayList<>()).add(text);
                    sent.add(device.send(conversation, text));
                }
                case 7 -> server.cut();
                case 8 -> server.down = random.nextInt(3) == 0;
                default -> server.resets = random.nextBoolean();
            }
        }

        /// Loses, doubles and mixes pushes, and loses answers.
        private @Nullable ObjectNode harm(ObjectNode frame) {
            boolean isPush = PUSHES.contains(frame.get("t").asText());
            int fate = random.nextInt(12);
            if (fate == 0 || (isPush && fate < 4)) {
                return null;
            }
            if (isPush && fate < 8) {
                // Again, and behind what comes next.
                loop.after(Duration.ofMillis(random.nextInt(60)), () -> again(frame));
            }
            return frame;
        }

        private void again(ObjectNode frame) {
            FakeServer.Way before = server.toDevice;
            server.toDevice = unharmed -> unharmed;
            server.write(frame);
            server.toDevice = before;
        }

        private void heal() {
            server.toDevice = frame -> frame;
            server.down = false;
            server.cut();
            loop.pass(Duration.ofMinutes(3));
            // What was sent after that sync is behind the cursor of the next.
            server.cut();
            loop.pass(Duration.ofMinutes(1));
        }

        private List<String> mine(String conversation) {
            return device.store.getOrDefault(conversation, List.of()).stream()
                    .filter(entry -> FakeServer.ME.equals(entry.senderId()))
                    .map(Entry::text)
                    .map(text -> text.orElse(""))
                    .toList();
        }
    }
}
