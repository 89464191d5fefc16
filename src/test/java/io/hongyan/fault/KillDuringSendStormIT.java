package io.hongyan.fault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The server is killed in the middle of a storm of messages; [KillTenTimesDuringSendStormIT] goes on.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KillDuringSendStormIT {

    private KillingStorm storm;

    @BeforeAll
    void start() throws Exception {
        storm = new KillingStorm(StormyServer.start("kill-server"));
    }

    @AfterAll
    void stop() throws Exception {
        if (storm != null) {
            storm.close();
        }
    }

    @Order(1)
    @Test
    void nothingAcknowledgedIsLostOrDoubledByKillingTheServer() throws Exception {
        storm.kill(1);
    }

    @Order(2)
    @Test
    void afterAllOfThatEveryMessageIsThereOnceWhereverOneLooks() throws Exception {
        storm.checkAll();
    }
}
