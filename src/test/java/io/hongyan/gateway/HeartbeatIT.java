package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.gateway.frame.CloseCode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.RedisClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who is there and who isn't, over several heartbeats; short ones, and yet longer than a busy machine stands still.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HeartbeatIT {

    private final TestServer server = TestServer.start(Map.of("HONGYAN_PING_INTERVAL", "2s"));

    HeartbeatIT() {
        // Nobody is shown before it is known whether they have blocked who watches.
        Relations.awaitNeo4j(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whoAnswersPingsStaysOnline() {
        TestUser watched = server.user("watched");
        try (TestSocket theirs = TestSocket.connect(server, watched);
                TestSocket socket = watching(watched)) {
            awaitState(socket, watched, "online");
            long told = told(socket, watched).count();

            // Without being renewed it would have ended with the second.
            awaitPings(theirs, 4);

            assertThat(told(socket, watched)).hasSize(Math.toIntExact(told));
        }
    }

    @Test
    void whoAnswersNoPingIsOfflineSoon() throws IOException {
        TestUser watched = server.user("watched");
        try (TestSocket socket = watching(watched);
                RawSocket silent = RawSocket.open(server.address(), "")) {
            silent.send("{\"t\":\"hello\",\"r\":1,\"token\":\"" + watched.token() + "\"}");
            awaitState(socket, watched, "online");

            assertThat(silent.readCloseCode()).isEqualTo(CloseCode.GOING_AWAY.code());
            awaitState(socket, watched, "offline");
        }
    }

    /// On the device that said so, and on another that only heard of it.
    @Test
    void whoIsInvisibleStaysSoWhenRedisHasLostItsData() {
        TestUser alone = server.user("alone");
        TestUser twice = server.user("twice");
        try (TestSocket lone = TestSocket.connect(server, alone);
                TestSocket left = TestSocket.connect(server, server.device(twice));
                TestSocket socket = watching(alone, twice);
                RedisClient redis = server.redis()) {
            awaitState(socket, alone, "online");
            say(lone, "invisible");
            try (TestSocket gone = TestSocket.connect(server, twice)) {
                awaitState(socket, twice, "online");
                say(gone, "invisible");
                awaitState(socket, twice, "offline");
            }
            awaitState(socket, alone, "offline");
            awaitWords(redis, alone, twice);
            long told = told(socket, alone, twice).count();

            redis.flushAll();

            awaitWords(redis, alone, twice);
            awaitPings(socket, 3);
            assertThat(told(socket, alone, twice)).hasSize(Math.toIntExact(told));
            for (TestUser user : List.of(alone, twice)) {
                JsonNode newest = told(socket, user).reduce((_, later) -> later).orElseThrow();
                assertThat(newest.at("/state").asText()).isEqualTo("offline");
                assertThat(newest.has("since")).isFalse();
                assertThat(newest.at("/devices")).isEmpty();
            }
            say(left, "online");
            awaitState(socket, twice, "online");
        }
    }

    /// Each of them has one connection in Redis, which knows that they are invisible.
    private static void awaitWords(RedisClient redis, TestUser... users) {
        for (TestUser user : users) {
            await().until(() -> {
                List<String> connections = redis.hgetAll("presence:" + user.id()).entrySet().stream()
                        .filter(field -> field.getKey().contains(":"))
                        .map(Map.Entry::getValue)
                        .toList();
                return connections.size() == 1 && connections.getFirst().contains("INVISIBLE");
            });
        }
    }

    private TestSocket watching(TestUser... users) {
        TestSocket socket = TestSocket.connect(server, server.user("watcher"));
        JsonNode answer = socket.ask(Map.of(
                "t", "watch", "presence", Stream.of(users).map(TestUser::id).toList()));
        assertThat(answer.at("/t").asText()).isEqualTo("ok");
        return socket;
    }

    private static void say(TestSocket socket, String state) {
        assertThat(socket.ask(Map.of("t", "status", "state", state)).at("/t").asText())
                .isEqualTo("ok");
    }

    private static void awaitPings(TestSocket socket, int more) {
        int before = socket.pings();
        await().until(() -> socket.pings() >= before + more);
    }

    private static void awaitState(TestSocket socket, TestUser user, String state) {
        await().until(() -> told(socket, user)
                .reduce((_, later) -> later)
                .filter(newest -> newest.at("/state").asText().equals(state))
                .isPresent());
    }

    /// What the socket was told of these, in the order in which it came.
    private static Stream<JsonNode> told(TestSocket socket, TestUser... users) {
        List<String> ids = Stream.of(users).map(user -> user.id().toString()).toList();
        return socket.frames().stream()
                .filter(frame -> frame.at("/t").asText().equals("presence"))
                .flatMap(frame -> frame.path("items").valueStream())
                .filter(item -> ids.contains(item.at("/userId").asText()));
    }
}
