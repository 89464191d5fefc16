package io.hongyan.mailbox.neighbour;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.FreePort;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Two nodes on the same engines: each serves everybody, whoever owns their mailbox.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TwoNodesIT {

    private static final String NAME = "two-nodes";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// From the answer to a block until it counts everywhere.
    private static final Duration WITHIN = Duration.ofSeconds(1);

    /// How long a device may go on that was logged out.
    private static final Duration REVOKED = Duration.ofSeconds(5);

    private final TestServer first;
    private final TestServer second;
    private final List<TestUser> users;
    private final String group;

    TwoNodesIT() {
        TestServer.emptyFolder(NAME);
        first = TestServer.start(node(1));
        users = IntStream.range(0, 12).mapToObj(i -> first.user("user" + i)).toList();
        group = users.getFirst()
                .rest()
                .post(
                        "/v1/conversations",
                        Map.of(
                                "kind",
                                "group",
                                "title",
                                "geese",
                                "memberIds",
                                users.stream().skip(1).map(TestUser::id).toList()))
                .expect(201)
                .text("/id");
        second = TestServer.join(first, node(2));
        await("both own mailboxes")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    users.forEach(user -> {
                        unread(first, user);
                        unread(second, user);
                    });
                    return asked(first) > 0 && asked(second) > 0 && isReady(first) && isReady(second);
                });
    }

    /// Its keys are the first node's, as they have to be on all nodes.
    private static Map<String, String> node(int number) {
        int port = FreePort.find();
        Path folder = TestServer.folder(NAME);
        return Map.of(
                "HONGYAN_NODE", "node-" + number,
                "HONGYAN_NODE_NUMBER", Integer.toString(number),
                "HONGYAN_NODE_ADDRESS", "127.0.0.1:" + port,
                "HONGYAN_DATA", folder.resolve("node-" + number).toString(),
                "HONGYAN_TOKEN_KEYS", folder.resolve("node-keys").toString(),
                "HONGYAN_PORT", Integer.toString(port));
    }

    @AfterAll
    void stop() {
        if (second.isRunning()) {
            second.leave();
        }
        first.close();
    }

    @Test
    @Order(1)
    void bothAnswerTheSameForEverybody() {
        long seq = send(first, users.getFirst(), "hello")
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
        for (TestUser user : users) {
            long expected = user == users.getFirst() ? 0 : 1;
            for (TestServer node : List.of(first, second)) {
                await().until(() ->
                        unread(node, user).json().at("/total/unread").asLong(-1) == expected);
                JsonNode list =
                        rest(node, user).get("/v1/conversations").expect(200).json();
                assertThat(list.has("stale")).isFalse();
                assertThat(list.at("/items/0/id").asText()).isEqualTo(group);
                assertThat(list.at("/items/0/unread").asLong()).isEqualTo(expected);
                assertThat(list.at("/version").isNumber()).isTrue();
            }
            // Of whoever said it nothing shows when their mailbox has it.
            await().untilAsserted(() -> assertThat(
                            rest(second, user).get("/v1/conversations").json().at("/version"))
                    .isEqualTo(rest(first, user).get("/v1/conversations").json().at("/version")));
        }
        for (TestUser user : users.subList(1, users.size())) {
            JsonNode marked = rest(second, user)
                    .put("/v1/conversations/" + group + "/read", Map.of("seq", seq))
                    .expect(200)
                    .json();
            assertThat(marked.at("/total/unread").asLong(-1)).isZero();
            await().until(() -> unread(first, user).json().at("/total/unread").asLong(-1) == 0);
        }
    }

    @Test
    @Order(2)
    void aSocketGetsEverythingOnEitherNode() {
        for (TestUser user : users.subList(1, 5)) {
            String text = "for " + user.name();
            try (TestSocket here = TestSocket.connect(first, user);
                    TestSocket there = TestSocket.connect(second, user)) {
                send(second, users.getFirst(), text).expect(201);

                for (TestSocket socket : List.of(here, there)) {
                    socket.entry(text, entry -> entry.at("/body/text").asText().equals(text));
                    socket.frame(
                            "its count",
                            frame -> frame.at("/t").asText().equals("unread")
                                    && frame.at("/conversations/0/unread").asLong(-1) > 0);
                }
                JsonNode synced = there.ask(Map.of("t", "sync"));
                assertThat(synced.at("/conversations/0/id").asText()).isEqualTo(group);
            }
        }
    }

    @Test
    @Order(3)
    void whatPeopleDoAtTheMomentReachesThoseOnTheOtherNode() {
        // Nobody is shown before it is known whether they have blocked who watches.
        Relations.awaitNeo4j(second);
        TestUser here = first.user("here");
        TestUser there = first.user("there");
        String pair = Chats.group(here, "pair", there).expect(201).text("/id");
        await().until(() -> has(first, here, pair) && has(second, there, pair));
        try (TestSocket theirs = TestSocket.connect(second, there)) {
            theirs.ask(Map.of("t", "watch", "presence", List.of(here.id())));
            awaitState(theirs, here, "offline");
            try (TestSocket socket = TestSocket.connect(first, here)) {
                awaitState(theirs, here, "online");
                socket.ask(Map.of("t", "status", "state", "busy"));
                awaitState(theirs, here, "busy");

                socket.ask(Map.of("t", "typing", "conversationId", pair));
                assertThat(theirs.frame("typing").at("/userId").asText())
                        .isEqualTo(here.id().toString());

                long seq = send(second, there, pair, "read this")
                        .expect(201)
                        .json()
                        .at("/seq")
                        .asLong();
                await().until(() ->
                        unread(first, here).json().at("/total/unread").asLong(-1) == 1);
                socket.ask(Map.of("t", "read", "conversationId", pair, "seq", seq));
                theirs.frame(
                        "that it was read",
                        frame -> frame.at("/t").asText().equals("read")
                                && frame.at("/conversationId").asText().equals(pair)
                                && frame.at("/items/0/userId")
                                        .asText()
                                        .equals(here.id().toString())
                                && frame.at("/items/0/seq").asLong() == seq);
            }
            awaitState(theirs, here, "offline");
        }
    }

    private static boolean has(TestServer node, TestUser user, String conversation) {
        return rest(node, user).get("/v1/conversations/" + conversation).status() == 200;
    }

    /// What the socket was told last of this one.
    private static void awaitState(TestSocket socket, TestUser of, String state) {
        await(state)
                .until(() -> socket.frames().stream()
                        .filter(frame -> frame.at("/t").asText().equals("presence"))
                        .flatMap(frame -> frame.path("items").valueStream())
                        .filter(item ->
                                item.at("/userId").asText().equals(of.id().toString()))
                        .reduce((_, later) -> later)
                        .filter(newest -> newest.at("/state").asText().equals(state))
                        .isPresent());
    }

    @Test
    @Order(4)
    void aBlockCountsOnTheOtherNodeWithinASecond() {
        Relations.awaitNeo4j(first);
        Relations.awaitNeo4j(second);
        awaitBlockThatCountsInTime(first, second);
        awaitBlockThatCountsInTime(second, first);
    }

    /// A busy machine may take longer, but not each time.
    private void awaitBlockThatCountsInTime(TestServer here, TestServer there) {
        await("a block that counts within a second")
                .atMost(PATIENCE)
                .until(() -> untilABlockCounts(here, there).compareTo(WITHIN) < 0);
    }

    private Duration untilABlockCounts(TestServer here, TestServer there) {
        TestUser blocker = first.user("blocker");
        TestUser blocked = first.user("blocked");
        String pair = Chats.direct(blocker, blocked).expect(201).text("/id");
        // Both nodes remember that the two may talk.
        for (TestServer node : List.of(here, there)) {
            await().until(() -> send(node, blocker, pair, "hello").status() == 201);
            await().until(() -> send(node, blocked, pair, "hello").status() == 201);
        }

        rest(here, blocker).put("/v1/blocks/" + blocked.id(), Map.of()).expect(204);

        long answered = System.nanoTime();
        for (TestUser either : List.of(blocked, blocker)) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> send(there, either, pair, "no more").status() == 403);
        }
        return Duration.ofNanos(System.nanoTime() - answered);
    }

    @Test
    @Order(5)
    void nobodyButANodeAsksAboutMailboxes() {
        assertThat(first.rest()
                        .post(Neighbours.PATH, Map.of("user", users.getFirst().id()))
                        .status())
                .isIn(401, 415);
        assertThat(first.rest().get("/v1/openapi.json").text("")).doesNotContain("internal");
    }

    @Test
    @Order(5)
    void aDeviceThatLogsOutAtOneNodeIsClosedByTheOther() {
        TestUser leaving = first.user("leaving");
        try (TestSocket socket = TestSocket.connect(second, leaving)) {
            rest(first, leaving).delete("/v1/tokens/current").expect(204);

            await().atMost(REVOKED).until(() -> !socket.isOpen());
        }
    }

    /// The node that stays is a while without its mailboxes: Kafka waits for the other to come back.
    @Test
    @Order(6)
    @Tag("long")
    void whileNobodyOwnsAMailboxItIsShownAsPostgresqlHasIt() {
        send(first, users.getFirst(), "last").expect(201);
        users.forEach(user -> await().until(
                        () -> unread(first, user).json().at("/total/unread").asLong(-1) == expectedAtLast(user)));
        await("the projector")
                .until(() -> first.jdbi()
                        .withHandle(handle -> handle.createQuery(
                                        "SELECT message_seq = seq AND seq > 6 FROM head WHERE conversation = :id")
                                .bind("id", Long.parseLong(group))
                                .mapTo(Boolean.class)
                                .one()));

        second.leave();

        int stale = 0;
        for (TestUser user : users) {
            JsonNode answer = unread(first, user).expect(200).json();
            if (answer.at("/stale").asBoolean()) {
                stale++;
                assertThat(answer.has("version")).isFalse();
                JsonNode list =
                        rest(first, user).get("/v1/conversations").expect(200).json();
                assertThat(list.at("/items/0/id").asText()).isEqualTo(group);
            }
            assertThat(answer.at("/total/unread").asLong(-1)).isEqualTo(expectedAtLast(user));
        }
        assertThat(stale).isPositive();
        await("the first node takes over")
                .atMost(PATIENCE)
                .until(() -> users.stream()
                        .allMatch(user -> unread(first, user).json().has("version")));
        users.forEach(user -> assertThat(
                        unread(first, user).json().at("/total/unread").asLong(-1))
                .isEqualTo(expectedAtLast(user)));
    }

    /// Five messages of the first user since everybody else has read.
    private long expectedAtLast(TestUser user) {
        return user == users.getFirst() ? 0 : 5;
    }

    private Answer send(TestServer node, TestUser user, String text) {
        return send(node, user, group, text);
    }

    private static Answer send(TestServer node, TestUser user, String conversation, String text) {
        return rest(node, user)
                .post(
                        "/v1/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", text)));
    }

    private static Answer unread(TestServer node, TestUser user) {
        return rest(node, user).get("/v1/unread");
    }

    private static RestClient rest(TestServer node, TestUser user) {
        return node.rest().withToken(user.token());
    }

    /// Not while its conversations move.
    private static boolean isReady(TestServer node) {
        return node.admin().get("/ready").status() == 200;
    }

    private static double asked(TestServer node) {
        return node.metric("hongyan_mailbox_asked_total");
    }
}
