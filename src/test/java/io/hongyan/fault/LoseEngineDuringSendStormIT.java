package io.hongyan.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// An engine dies, or hangs, in the middle of a storm of messages; the server goes on, and brings it back.
@Tag("apart")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoseEngineDuringSendStormIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SOME = 200;

    private StormyServer stormy;
    private Storm storm;
    private ServerProcess server;

    @BeforeAll
    void start() throws Exception {
        stormy = StormyServer.startAsShipped("lose-engine");
        storm = stormy.storm();
        server = stormy.server();
        await("Neo4j, which nobody waits for").atMost(PATIENCE).until(() -> isOk("neo4j"));
    }

    @AfterAll
    void stop() throws Exception {
        if (stormy != null) {
            stormy.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "neo4j", "postgresql", "kafka"})
    void nothingAcknowledgedIsLostOrDoubledByKilling(String engine) throws Exception {
        storm.rise(engine.hashCode());
        storm.awaitAcknowledged(SOME);

        ProcessHandle killed = server.engine(engine);
        killed.destroyForcibly();
        await(engine + " to be back").atMost(PATIENCE).ignoreExceptions().until(() -> isBack(engine, killed));
        storm.awaitAcknowledged(SOME);
        storm.calm();

        new Truth(storm, server).checkAll();
    }

    @Test
    void peopleGoOnTalkingWhilePostgresqlHangs() throws Exception {
        storm.rise(17);
        storm.awaitAcknowledged(SOME);

        List<ProcessHandle> hanging = tree(server.engine("postgresql"));
        try {
            signal("STOP", hanging);
            storm.awaitAcknowledged(SOME);
            assertThat(hanging.getFirst().isAlive()).isTrue();
        } finally {
            signal("CONT", hanging);
        }
        storm.calm();

        new Truth(storm, server).checkAll();
    }

    private boolean isBack(String engine, ProcessHandle killed) throws IOException, InterruptedException {
        return server.engine(engine).pid() != killed.pid() && isOk(engine);
    }

    private boolean isOk(String engine) throws IOException, InterruptedException {
        return server.dependencies().lines().anyMatch((engine + " ok")::equals);
    }

    private static List<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static void signal(String name, List<ProcessHandle> handles) throws IOException, InterruptedException {
        for (ProcessHandle handle : handles) {
            new ProcessBuilder("kill", "-" + name, Long.toString(handle.pid()))
                    .start()
                    .waitFor();
        }
    }
}
