package io.hongyan.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The server is killed in the middle of a storm of messages, and started again on what it left.
///
/// One server and one data folder for all seeds: each storm comes on top of what the ones before have left. After each
/// of them what is new is looked at, and all counts; after the last one everything, from every side.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KillDuringSendStormIT {

    private static final Path FIGURES = Path.of("target", "kill-to-acknowledgement.txt");
    private static final int RETRIES = 20;
    private static final int SOME = 800;
    private static final int MANY = 3_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<String> lines = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private StormyServer stormy;
    private Truth truth;

    @BeforeAll
    void start() throws Exception {
        stormy = StormyServer.startLearning("kill-server");
        truth = new Truth(stormy.storm(), stormy.server());
    }

    @AfterAll
    void stop() throws Exception {
        if (stormy != null) {
            stormy.close();
        }
        tellFigures();
    }

    /// And what the server's JVM has learnt by then makes the ten restarts faster by more than it took to keep it.
    @Order(0)
    @Test
    void nothingAcknowledgedIsLostOrDoubledByStoppingTheServerInOrder() throws Exception {
        Storm storm = stormy.storm();
        storm.rise(0);
        storm.awaitAcknowledged(MANY);

        stormy.server().stop();
        stormy.server().start();
        storm.awaitAcknowledged(1);
        storm.calm();

        truth.checkNew();
    }

    @Order(1)
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingAcknowledgedIsLostOrDoubledByKillingTheServer(long seed) throws Exception {
        Storm storm = stormy.storm();
        storm.rise(seed);
        storm.awaitAcknowledged(1 + new Random(seed).nextInt(SOME));
        int before = storm.acknowledged();

        stormy.server().kill();
        long killed = System.nanoTime();
        stormy.server().start();
        long answered = storm.awaitAcknowledged(1);
        note(seed, before, (answered - killed) / NANOS_PER_SECOND);
        storm.talkers().forEach(talker -> talker.retryAcknowledged(RETRIES));
        storm.calm();

        truth.checkNew();
    }

    @Order(2)
    @Test
    @Tag("long")
    void nothingAcknowledgedIsLostOrDoubledByKillingTheLauncher() throws Exception {
        assumeTrue(ServerProcess.isJar(), "only the jar has a launcher");
        Storm storm = stormy.storm();
        storm.rise(11);
        storm.awaitAcknowledged(SOME);

        stormy.server().killLauncher();
        stormy.server().start();
        storm.awaitAcknowledged(1);
        storm.calm();

        truth.checkNew();
    }

    @Order(3)
    @Test
    void afterAllOfThatEveryMessageIsThereOnceWhereverOneLooks() throws Exception {
        truth.checkAll();
    }

    private void note(long seed, int before, double took) {
        seconds.add(took);
        lines.add("seed %d: killed with %d acknowledged; the next one %.1f s after kill -9"
                .formatted(seed, before, took));
    }

    private void tellFigures() throws IOException {
        if (!seconds.isEmpty()) {
            List<Double> sorted = seconds.stream().sorted().toList();
            String summary = String.format(
                    Locale.ROOT,
                    "kill -9 to the next acknowledgement, %d times: median %.1f s, worst %.1f s",
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    Collections.max(sorted));
            lines.add(summary);
            Files.write(FIGURES, lines);
            System.out.println(summary);
        }
    }
}
