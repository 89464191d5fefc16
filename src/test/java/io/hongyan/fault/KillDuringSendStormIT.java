package io.hongyan.fault;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The server is killed in the middle of a storm of messages, and started again on what it left.
///
/// One server and one data folder for all seeds: each storm comes on top of what the ones before have left.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KillDuringSendStormIT {

    private static final int RETRIES = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private ServerProcess server;
    private Storm storm;

    @BeforeAll
    void start() throws Exception {
        server = ServerProcess.startOnEmpty("kill-server");
        storm = Storm.gather(server);
    }

    @AfterAll
    void stop() throws Exception {
        try {
            if (storm != null) {
                storm.close();
            }
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingAcknowledgedIsLostOrDoubledByKillingTheServer(long seed) throws Exception {
        int before = talkForAWhile(seed);
        server.kill();
        long killed = System.nanoTime();
        server.start();
        long answered = storm.awaitAcknowledged(1);
        System.out.printf(
                Locale.ROOT,
                "seed %d: killed with %d acknowledged; the next one %.1f s after kill -9%n",
                seed,
                before,
                (answered - killed) / NANOS_PER_SECOND);
        server.awaitReady();

        storm.talkers().forEach(talker -> talker.retryAcknowledged(RETRIES));
        storm.awaitAcknowledged(RETRIES);
        storm.calm();

        new Truth(storm, server).check();
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubledByKillingTheLauncher() throws Exception {
        assumeTrue(ServerProcess.isJar(), "only the jar has a launcher");
        talkForAWhile(11);

        server.killLauncher();
        server.start();
        server.awaitReady();
        storm.awaitAcknowledged(1);
        storm.calm();

        new Truth(storm, server).check();
    }

    /// Returns in the middle of a storm with how many messages have been acknowledged by then.
    private int talkForAWhile(long seed) {
        storm.rise(seed);
        storm.awaitAcknowledged(1);
        LockSupport.parkNanos((long) ((0.5 + 2 * new Random(seed).nextDouble()) * NANOS_PER_SECOND));
        return storm.acknowledged();
    }
}
