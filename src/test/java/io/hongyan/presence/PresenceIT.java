package io.hongyan.presence;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.account.token.DeviceKind;
import io.hongyan.relation.Relations;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who is there, as those see it who watch.
final class PresenceIT {

    private final TestServer server = TestServer.shared();
    private final TestUser watcher = server.user("watcher");
    private final TestUser watched = server.user("watched");

    /// Nobody is shown before it is known whether they have blocked who watches.
    @BeforeEach
    void awaitNeo4j() {
        Relations.awaitNeo4j(server);
    }

    @Test
    void comingSayingAndLeavingIsTold() {
        try (TestSocket socket = watching(watched)) {
            awaitState(socket, "offline");
            try (TestSocket theirs = TestSocket.connect(server, watched)) {
                JsonNode online = awaitState(socket, "online");
                assertThat(online.at("/since").isTextual()).isTrue();
                assertThat(online.at("/devices/0/kind").asText()).isEqualTo("bot");

                assertThat(say(theirs, "busy").at("/t").asText()).isEqualTo("ok");
                awaitState(socket, "busy");
                say(theirs, "away");
                awaitState(socket, "away");
            }
            assertThat(awaitState(socket, "offline").at("/since").isTextual()).isTrue();
        }
    }

    @Test
    void severalDevicesAreOnePerson() {
        try (TestSocket socket = watching(watched);
                TestSocket first = TestSocket.connect(server, watched)) {
            awaitState(socket, "online");
            try (TestSocket second = TestSocket.connect(server, server.device(watched))) {
                say(first, "away");
                say(second, "busy");
                awaitState(socket, "busy");
            }
            awaitState(socket, "away");
        }
    }

    @Test
    void whoIsInvisibleIsOfflineForOthersUntilTheySayOtherwise() {
        try (TestSocket theirs = TestSocket.connect(server, watched);
                TestSocket socket = watching(watched)) {
            awaitState(socket, "online");
            say(theirs, "invisible");

            JsonNode hidden = awaitState(socket, "offline");
            assertThat(hidden.has("since")).isFalse();
            assertThat(hidden.at("/devices")).isEmpty();
            try (TestSocket later = TestSocket.connect(server, server.device(watched))) {
                say(later, "online");
                awaitState(socket, "online");
            }
        }
    }

    /// Nobody of theirs was connected when Redis lost all it had of them.
    @Test
    void whoIsInvisibleIsStillWhenTheyReturnAfterRedisHasLostEverything() {
        try (TestSocket theirs = TestSocket.connect(server, watched)) {
            say(theirs, "invisible");
        }
        awaitKept();
        try (TestSocket socket = watching(watched);
                RedisClient redis = server.redis()) {
            awaitState(socket, "offline");
            String key = "presence:" + watched.id();
            await("they have left").until(() -> redis.hgetAll(key).containsKey(Standing.LAST));
            redis.del(key);

            try (TestSocket back = TestSocket.connect(server, watched)) {
                await("their word is back")
                        .until(() -> redis.hgetAll(key)
                                .getOrDefault(Standing.SAID, "")
                                .startsWith("INVISIBLE"));
                assertThat(statesOf(socket)).containsExactly("offline");

                say(back, "online");
                awaitState(socket, "online");
            }
        }
    }

    /// PostgreSQL was away when they said it, and the node that heard it has died.
    @Test
    void whoIsInvisibleInRedisAloneIsSoInPostgresqlOnceTheyReturn() {
        try (RedisClient redis = server.redis()) {
            redis.hset("presence:" + watched.id(), Standing.SAID, new Word(Status.INVISIBLE, 2).text());

            try (TestSocket back = TestSocket.connect(server, watched)) {
                awaitKept();
                assertThat(back.isOpen()).isTrue();
            }
        }
    }

    private void awaitKept() {
        await("PostgreSQL has it")
                .until(() -> server.jdbi()
                        .withHandle(handle -> handle.createQuery(
                                        "SELECT count(*) FROM presence_word WHERE account = :id AND status = 'INVISIBLE'")
                                .bind("id", watched.id().value())
                                .mapTo(Integer.class)
                                .one()
                                .equals(1)));
    }

    @Test
    void watchingReplacesTheSet() {
        TestUser other = server.user("other");
        try (TestSocket socket = watching(watched)) {
            awaitState(socket, "offline");
            watch(socket, List.of(other.id()));
            await().until(() -> newest(socket, other).isPresent());
            try (TestSocket theirs = TestSocket.connect(server, watched);
                    TestSocket others = TestSocket.connect(server, other)) {
                await().until(() -> newest(socket, other)
                        .filter(item -> item.at("/state").asText().equals("online"))
                        .isPresent());
                assertThat(newest(socket, watched).orElseThrow().at("/state").asText())
                        .isEqualTo("offline");
                assertThat(theirs.isOpen() && others.isOpen()).isTrue();
            }
        }
    }

    /// What a node has written that died before it could say that its devices are gone.
    @Test
    void whoseNodeDiesIsOfflineWhenItsTimeIsOver() {
        try (TestSocket socket = watching(watched);
                RedisClient redis = server.redis()) {
            awaitState(socket, "offline");
            long now = System.currentTimeMillis();
            redis.hset(
                    "presence:" + watched.id(),
                    "77:1",
                    new Standing(DeviceKind.IOS, Status.ONLINE, now, now + 5_000, Word.SILENT).text());
            redis.publish("live", "presence " + watched.id());

            assertThat(awaitState(socket, "online").at("/devices/0/kind").asText())
                    .isEqualTo("ios");
            awaitState(socket, "offline");
        }
    }

    @Test
    void whoeverIsBlockedSeesThatPersonOfflineUntilTheyAreForgiven() {
        try (TestSocket theirs = TestSocket.connect(server, watched);
                TestSocket socket = watching(watched)) {
            awaitState(socket, "online");

            watched.rest().put("/v1/blocks/" + watcher.id(), Map.of()).expect(204);

            JsonNode hidden = awaitState(socket, "offline");
            assertThat(hidden.has("since")).isFalse();
            try (TestSocket later = TestSocket.connect(server, server.device(watcher))) {
                watch(later, List.of(watched.id()));
                assertThat(awaitState(later, "offline").has("since")).isFalse();
                say(theirs, "busy");

                watched.rest().delete("/v1/blocks/" + watcher.id()).expect(204);

                awaitState(later, "busy");
                awaitState(socket, "busy");
                assertThat(statesOf(later)).containsExactly("offline", "busy");
            }
        }
    }

    @Test
    void whatIsWrongIsRefused() {
        try (TestSocket socket = TestSocket.connect(server, watcher)) {
            List<UserId> many =
                    IntStream.rangeClosed(1, 501).mapToObj(UserId::new).toList();

            assertThat(watch(socket, many).at("/error/errors/0/pointer").asText())
                    .isEqualTo("/presence");
            assertThat(socket.ask(Map.of("t", "watch", "presence", List.of("nobody")))
                            .at("/error/code")
                            .asText())
                    .isEqualTo("invalid");
            assertThat(say(socket, "asleep").at("/error/errors/0/pointer").asText())
                    .isEqualTo("/state");
        }
    }

    private TestSocket watching(TestUser user) {
        TestSocket socket = TestSocket.connect(server, watcher);
        assertThat(watch(socket, List.of(user.id())).at("/t").asText()).isEqualTo("ok");
        return socket;
    }

    private static JsonNode watch(TestSocket socket, List<UserId> users) {
        return socket.ask(Map.of("t", "watch", "presence", users));
    }

    private static JsonNode say(TestSocket socket, String state) {
        return socket.ask(Map.of("t", "status", "state", state));
    }

    private JsonNode awaitState(TestSocket socket, String state) {
        Predicate<JsonNode> isSo = item -> item.at("/state").asText().equals(state);
        await().until(() -> newest(socket, watched).filter(isSo).isPresent());
        return newest(socket, watched).orElseThrow();
    }

    private List<String> statesOf(TestSocket socket) {
        return told(socket, watched)
                .map(item -> item.at("/state").asText())
                .distinct()
                .toList();
    }

    /// What a socket was told last of somebody.
    private static Optional<JsonNode> newest(TestSocket socket, TestUser of) {
        return told(socket, of).reduce((_, later) -> later);
    }

    private static Stream<JsonNode> told(TestSocket socket, TestUser of) {
        return socket.frames().stream()
                .filter(frame -> frame.at("/t").asText().equals("presence"))
                .flatMap(frame -> StreamSupport.stream(frame.at("/items").spliterator(), false))
                .filter(item -> item.at("/userId").asText().equals(of.id().toString()));
    }
}
