package io.hongyan.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.standalone.EngineName;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.EventReader;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.RedisClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Sync on a server of its own whose inboxes are short, and whose Redis is emptied and taken away.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SyncFaultIT {

    private static final int LENGTH = 100;

    /// The 8 s that a sender waits at most, and what a busy machine adds to them.
    private static final Duration ANSWERED = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestServer server;
    private TestUser alice;
    private TestUser bob;
    private String group;
    private SyncClient device;
    private int said;

    @BeforeAll
    void start() {
        server = TestServer.start(
                Map.of("HONGYAN_INBOX_LENGTH", Integer.toString(LENGTH), "HONGYAN_PING_INTERVAL", "1s"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void aDeviceIsUpToDate() {
        alice = server.user("alice");
        bob = server.user("bob");
        group = Chats.group(bob, "faults", alice).expect(201).text("/id");
        device = new SyncClient(alice);
        device.sync(500);
        said = 0;
    }

    @Test
    void whoeverMissedMoreThanIsKeptStartsAnew() {
        say(5 * LENGTH);
        awaitArrival();

        device.sync(500);

        assertThat(device.resets()).isEqualTo(1);
        hasAll();
    }

    @Test
    void whatIsLostFromRedisIsMadeGoodByASnapshot() {
        say(3);
        awaitArrival();
        try (RedisClient redis = server.redis()) {
            redis.flushAll();
        }
        say(3);

        device.sync(500);
        assertThat(device.resets()).isEqualTo(1);
        hasAll();

        say(3);
        awaitArrival();
        device.sync(500);
        assertThat(device.resets()).isEqualTo(1);
        assertThat(device.fetches()).isZero();
        hasAll();
    }

    @Test
    void peopleSyncAndTalkWhileRedisIsAway() throws InterruptedException {
        say(3);
        awaitArrival();
        server.engines().stop(EngineName.REDIS);
        try {
            say(3);
            device.sync(500);
            assertThat(device.resets()).isEqualTo(1);
            hasAll();
            say(3);
            awaitReady("inboxes", false);
        } finally {
            server.engines().start(EngineName.REDIS);
        }

        awaitReady("inboxes", true);
        await().atMost(PATIENCE).untilAsserted(() -> {
            device.sync(500);
            say(1);
            int resets = device.resets();
            device.sync(500);
            assertThat(device.resets()).isEqualTo(resets);
        });
        hasAll();
    }

    @Test
    void aDeviceIsWelcomedWithTheCursorItAcknowledged() {
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.send(Map.of("t", "ack", "cursor", device.cursor()));
            JsonNode refused = socket.ask(Map.of("t", "ack", "cursor", "rubbish"));
            assertThat(refused.at("/error/code").asText()).isEqualTo("invalid");
        }
        // Also when this node has forgotten it.
        try (RedisClient redis = server.redis()) {
            await().atMost(PATIENCE).until(() -> redis.exists("cursor:" + alice.device()));
        }

        assertThat(welcome(alice, Map.of()).path("cursor").asText()).isEqualTo(device.cursor());
        assertThat(welcome(alice, Map.of("cursor", "its own")).path("cursor").asText())
                .isEqualTo("its own");
        assertThat(welcome(server.device(alice), Map.of()).has("cursor")).isFalse();
    }

    private JsonNode welcome(TestUser user, Map<String, String> more) {
        try (TestSocket socket = TestSocket.open(server.address())) {
            Map<String, Object> hello = new HashMap<>(Map.of("t", "hello", "token", user.token()));
            hello.putAll(more);
            return socket.ask(hello);
        }
    }

    @Test
    void aQuietStreamHasAHeartbeat() {
        try (EventReader events = EventReader.open(server, alice, "?cursor=" + device.cursor(), Map.of())) {
            await().atMost(PATIENCE).until(() -> events.comments() > 3);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void streamsAndPollsEndWhenTheServerStops() {
        EventReader events = EventReader.open(server, alice, "?cursor=" + device.cursor(), Map.of());

        server.leave();

        assertThat(events.awaitEnd()).isEqualTo("end");
    }

    /// What was said is in the mailbox, and in the inbox.
    private void awaitArrival() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            SyncClient fresh = new SyncClient(alice);
            fresh.sync(500);
            assertThat(fresh.conversations())
                    .hasEntrySatisfying(
                            group,
                            shown -> assertThat(shown.at("/head/seq").asInt()).isEqualTo(1 + said));
        });
        server.awaitInbox(alice);
    }

    /// What was said last may be on its way to the mailbox.
    private void hasAll() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            device.sync(500);
            assertThat(List.copyOf(device.entries(group).values()))
                    .isEqualTo(history())
                    .hasSize(1 + said);
        });
    }

    private List<JsonNode> history() {
        SyncClient fresh = new SyncClient(alice);
        fresh.sync(500);
        return List.copyOf(fresh.entries(group).values());
    }

    private void awaitReady(String dependency, boolean ok) {
        await().atMost(PATIENCE)
                .until(() -> server.admin().get("/ready").body().lines().anyMatch((dependency + " ok")::equals) == ok);
    }

    @Test
    void sendingIsRefusedInTimeWhileKafkaHangsAndARetryIsSafe() throws Exception {
        Map<String, Object> message =
                Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", "patience"));
        String messages = "/v1/conversations/" + group + "/messages";
        ProcessHandle kafka = server.engines().process(EngineName.KAFKA).orElseThrow();
        signal("STOP", kafka);
        try {
            long sent = System.nanoTime();
            Answer refused = bob.rest().post(messages, message);

            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(ANSWERED);
            assertThat(refused.status()).isIn(503, 504);
            assertThat(refused.json().at("/retryable").asBoolean()).isTrue();
        } finally {
            signal("CONT", kafka);
        }

        await().atMost(PATIENCE).until(() -> bob.rest().post(messages, message).status() < 300);
        await().atMost(PATIENCE).untilAsserted(() -> {
            device.sync(500);
            assertThat(device.entries(group)).hasSize(2);
        });
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private void say(int count) {
        said += count;
        IntStream.range(0, count)
                .forEach(i -> bob.rest()
                        .post(
                                "/v1/conversations/" + group + "/messages",
                                Map.of(
                                        "clientId",
                                        UUID.randomUUID().toString(),
                                        "kind",
                                        "text",
                                        "body",
                                        Map.of("text", "message")))
                        .expect(201));
    }
}
