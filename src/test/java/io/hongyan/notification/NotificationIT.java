package io.hongyan.notification;

import io.hongyan.notification.WebhookReceiver.Received;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.RedisClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Notifications of the real server, received by a webhook here.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NotificationIT {

    private static final String SECRET = "a secret";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private WebhookReceiver receiver;
    private TestServer server;
    private Map<String, String> settings;

    @BeforeAll
    void start() throws IOException {
        receiver = new WebhookReceiver();
        settings = Map.of(
                "HONGYAN_WEBHOOK", receiver.address(),
                "HONGYAN_WEBHOOK_SECRET", SECRET,
                "HONGYAN_NOTIFICATION_DELAY", "500ms",
                "HONGYAN_NOTIFICATION_RETRY", "1500ms",
                "HONGYAN_NOTIFICATION_ATTEMPTS", "4",
                "HONGYAN_NOTIFICATION_PREVIEW", "true");
        server = TestServer.start(settings);
    }

    @AfterAll
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void whoeverIsAwayIsToldWhatTheyHaveUnread() throws Exception {
        TestUser anna = server.user("anna");
        TestUser bo = server.user("bo");
        bo.rest()
                .put("/v1/devices/current/push-token", Map.of("provider", "apns", "token", "t-1"))
                .expect(204);
        String chat = group(anna, "talk", bo);

        say(anna, chat, "hello");
        say(anna, chat, "are you there?");

        await().atMost(PATIENCE)
                .until(() -> receiver.of(bo).stream()
                        .anyMatch(one -> one.json().at("/total/unread").asInt() == 2));
        Received told = receiver.of(bo).getLast();
        assertThat(told.json().at("/id").asText()).isEqualTo(told.id());
        assertThat(told.json().at("/conversations/0/id").asText()).isEqualTo(chat);
        assertThat(told.json().at("/conversations/0/title").asText()).isEqualTo("talk");
        assertThat(told.json().at("/conversations/0/unread").asInt()).isEqualTo(2);
        assertThat(told.json().at("/conversations/0/head/preview/text").asText())
                .isEqualTo("are you there?");
        assertThat(told.json().at("/devices/0/token").asText()).isEqualTo("t-1");
        assertThat(told.json().at("/devices/0/deviceId").asText())
                .isEqualTo(bo.device().toString());
        assertSigned(told);
        assertThat(receiver.of(anna)).isEmpty();
    }

    private static void assertSigned(Received told) throws Exception {
        String[] parts = told.signature().split("[=,]", -1);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        mac.update((parts[1] + ".").getBytes(UTF_8));
        assertThat(parts[3]).isEqualTo(HexFormat.of().formatHex(mac.doFinal(told.body())));
    }

    @Test
    void whoeverIsConnectedOrHasMutedItIsNotTold() {
        TestUser anna = server.user("anna");
        TestUser there = server.user("there");
        TestUser muting = server.user("muting");
        TestUser away = server.user("away");
        String chat = group(anna, "talk", there, muting, away);
        muting.rest()
                .patch("/v1/conversations/" + chat + "/settings", Map.of("muted", true))
                .expect(200);
        try (TestSocket socket = TestSocket.connect(server, there);
                RedisClient redis = server.redis()) {
            await().until(() -> redis.exists("presence:" + there.id()));

            say(anna, chat, "hello");

            socket.entry("hello", entry -> entry.has("kind"));
            await().atMost(PATIENCE).until(() -> !receiver.of(away).isEmpty());
            // What is told to anybody of a message, in some order, is told by four threads within the same second.
            TestUser later = server.user("later");
            say(anna, group(anna, "more", later), "hello");
            await().atMost(PATIENCE).until(() -> !receiver.of(later).isEmpty());
            assertThat(receiver.of(there)).isEmpty();
            assertThat(receiver.of(muting)).isEmpty();
        }
    }

    @Test
    void inAGroupThatIsReadFromItsTimelineOnlyWhoeverIsMentionedIsTold() {
        TestUser anna = server.user("anna");
        TestUser bo = server.user("bo");
        TestUser carol = server.user("carol");
        TestUser muting = server.user("muting");
        List<TestUser> many = server.users("many", 250);
        String chat = group(anna, "hall", bo, carol, muting);
        anna.rest()
                .post(
                        "/v1/conversations/" + chat + "/members",
                        Map.of("userIds", many.stream().map(TestUser::id).toList()))
                .expect(200);
        server.administrator()
                .put("/v1/admin/conversations/" + chat + "/fanout", Map.of("mode", "read"))
                .expect(200);
        muting.rest()
                .patch("/v1/conversations/" + chat + "/settings", Map.of("muted", true))
                .expect(200);
        awaitMuted(chat);
        // What switches the group tells every mailbox, and is no message.
        say(anna, chat, "hello");

        say(anna, chat, "hello carol", List.of(carol.id()));

        await().atMost(PATIENCE).until(() -> !receiver.of(carol).isEmpty());
        assertThat(receiver.of(bo)).isEmpty();

        say(anna, chat, "hello all", List.of("all"));

        await().atMost(PATIENCE)
                .until(() -> !receiver.of(bo).isEmpty()
                        && many.stream().noneMatch(one -> receiver.of(one).isEmpty()));
        assertThat(receiver.of(bo).getLast().json().at("/conversations/0/id").asText())
                .isEqualTo(chat);
        assertThat(receiver.of(bo)
                        .getLast()
                        .json()
                        .at("/conversations/0/mentions")
                        .asInt())
                .isOne();
        assertThat(receiver.of(muting)).isEmpty();
        assertThat(receiver.of(anna)).isEmpty();
    }

    private void awaitMuted(String chat) {
        await().until(() -> server.jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT count(*) FROM member WHERE conversation = :chat AND muted")
                                .bind("chat", Long.parseLong(chat))
                                .mapTo(Integer.class)
                                .one()
                                .equals(1)));
    }

    @Test
    void manyMessagesAreToldTogether() {
        TestUser anna = server.user("anna");
        TestUser bo = server.user("bo");
        String chat = group(anna, "talk", bo);

        // All at once: what takes longer than the delay is told in several.
        List<CompletableFuture<Void>> sends = IntStream.range(0, 30)
                .mapToObj(i ->
                        CompletableFuture.runAsync(() -> say(anna, chat, "message " + i), Thread::startVirtualThread))
                .toList();
        sends.forEach(CompletableFuture::join);

        await().atMost(PATIENCE)
                .until(() -> receiver.of(bo).stream()
                        .anyMatch(one -> one.json().at("/total/unread").asInt() == 30));
        assertThat(receiver.of(bo)).hasSizeLessThan(10);
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameId() {
        TestUser anna = server.user("anna");
        TestUser bo = server.user("bo");
        receiver.answer(bo, 503);

        say(anna, group(anna, "talk", bo), "hello");
        await().atMost(PATIENCE).until(() -> receiver.of(bo).size() >= 2);
        receiver.answer(bo, 200);

        await().atMost(PATIENCE).until(() -> receiver.of(bo).stream().anyMatch(one -> one.answered() == 200));
        assertThat(receiver.of(bo))
                .extracting(Received::id)
                .containsOnly(receiver.of(bo).getFirst().id());
        assertThat(undelivered(bo)).isEmpty();
    }

    @Test
    void whatIsRefusedOrFailsTooOftenIsPutAside() {
        TestUser anna = server.user("anna");
        TestUser refused = server.user("refused");
        TestUser failing = server.user("failing");
        receiver.answer(refused, 400);
        receiver.answer(failing, 500);

        say(anna, group(anna, "talk", refused, failing), "hello");

        await().atMost(PATIENCE).until(() -> undelivered(refused).size() == 1);
        assertThat(undelivered(refused).getFirst()).endsWith("after 1: the webhook answered 400");
        await().atMost(PATIENCE).until(() -> undelivered(failing).size() == 1);
        assertThat(undelivered(failing).getFirst()).endsWith("after 4: the webhook answered 500");
        assertThat(receiver.of(failing)).hasSize(4);
        assertThat(receiver.of(refused)).hasSize(1);
        // The next message is another reason to try.
        receiver.answer(refused, 200);
        say(anna, group(anna, "again", refused), "hello");
        await().atMost(PATIENCE).until(() -> receiver.of(refused).size() == 2);
    }

    private List<String> undelivered(TestUser user) {
        return server.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT 'after ' || attempts || ': ' || reason
                                FROM undelivered_notification
                                WHERE account = :user
                                """)
                        .bind("user", user.id().value())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void aJobOutlivesTheServer() {
        TestUser anna = server.user("anna");
        TestUser bo = server.user("bo");
        receiver.answer(bo, 503);
        say(anna, group(anna, "talk", bo), "hello");
        await().atMost(PATIENCE).until(() -> !receiver.of(bo).isEmpty());

        server.leave();
        receiver.answer(bo, 200);
        server = TestServer.join(server, settings);

        await().atMost(PATIENCE).until(() -> receiver.of(bo).stream().anyMatch(one -> one.answered() == 200));
        assertThat(receiver.of(bo).getLast().id())
                .isEqualTo(receiver.of(bo).getFirst().id());
    }

    private static String group(TestUser owner, String title, TestUser... members) {
        String chat = Chats.group(owner, title, members).expect(201).text("/id");
        Stream.of(members)
                .forEach(member -> await().until(() ->
                        member.rest().get("/v1/conversations/" + chat).status() == 200));
        return chat;
    }

    private static void say(TestUser user, String chat, String text) {
        say(user, chat, text, List.of());
    }

    private static void say(TestUser user, String chat, String text, List<?> mentions) {
        user.rest()
                .post(
                        "/v1/conversations/" + chat + "/messages",
                        Map.of(
                                "clientId",
                                UUID.randomUUID(),
                                "kind",
                                "text",
                                "body",
                                Map.of("text", text),
                                "mentions",
                                mentions))
                .expect(201);
    }
}
