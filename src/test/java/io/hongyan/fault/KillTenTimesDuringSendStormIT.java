package io.hongyan.fault;

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

/// The same as [KillDuringSendStormIT] ten times over, each time on top of what is left of the times before.
///
/// The server is stopped in order first, which keeps what its JVM has learnt, so that the restarts are those of a
/// prepared server.
@Tag("apart")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KillTenTimesDuringSendStormIT {

    private static final int MANY = 3_000;

    private KillingStorm storm;

    @BeforeAll
    void start() throws Exception {
        storm = new KillingStorm(StormyServer.startLearning("kill-server-ten-times"));
    }

    @AfterAll
    void stop() throws Exception {
        if (storm != null) {
            storm.close();
        }
    }

    @Order(0)
    @Test
    void nothingAcknowledgedIsLostOrDoubledByStoppingTheServerInOrder() throws Exception {
        storm.stopInOrder(MANY);
    }

    @Order(1)
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingAcknowledgedIsLostOrDoubledByKillingTheServer(long seed) throws Exception {
        storm.kill(seed);
    }

    @Order(2)
    @Test
    void nothingAcknowledgedIsLostOrDoubledByKillingTheLauncher() throws Exception {
        assumeTrue(ServerProcess.isJar(), "only the jar has a launcher");

        storm.killLauncher(11);
    }

    @Order(3)
    @Test
    void afterAllOfThatEveryMessageIsThereOnceWhereverOneLooks() throws Exception {
        storm.checkAll();
    }
}
