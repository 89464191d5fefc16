package io.hongyan.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.EventFeed;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.LogWriter;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What a site has limited: how large groups are, where senders pay for every member, for how long what was said is
/// changed, and who registers. It shows people only what is committed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("apart")
final class SiteLimitsIT {

    private static final int LIMIT = 500;

    private static final Map<String, String> SETTINGS = Map.of(
            "HONGYAN_FANOUT", "write",
            "HONGYAN_EDIT_WITHIN", "3s",
            "HONGYAN_RECALL_WITHIN", "3s",
            "HONGYAN_REGISTRATION", "invite",
            "HONGYAN_KAFKA_DISPATCH", "committed");

    private final TestServer server = TestServer.start(SETTINGS);

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void writeFanoutRefusesALargerGroupAndSaysWhy() {
        List<TestUser> people = server.users("limited", LIMIT + 1);
        TestUser owner = people.getFirst();
        List<String> others =
                people.stream().skip(1).map(user -> user.id().toString()).toList();

        assertRefused(owner.rest().post("/v1/conversations", group(others)));
        String group = owner.rest()
                .post("/v1/conversations", group(others.subList(0, LIMIT - 1)))
                .expect(201)
                .text("/id");
        String members = "/v1/conversations/" + group + "/members";
        assertRefused(owner.rest().post(members, Map.of("userIds", List.of(others.getLast()))));

        server.administrator()
                .put("/v1/admin/conversations/" + group + "/fanout", Map.of("mode", "read"))
                .expect(200);
        owner.rest().post(members, Map.of("userIds", List.of(others.getLast()))).expect(200);
    }

    private static void assertRefused(Answer answer) {
        JsonNode problem = answer.expect(409).json();
        assertThat(problem.path("code").asText()).isEqualTo("conflict");
        assertThat(problem.path("detail").asText()).isEqualTo("a group has at most 500 members");
    }

    private static Map<String, Object> group(List<String> memberIds) {
        return Map.of("kind", "group", "title", "limited", "memberIds", memberIds);
    }

    @Test
    void itsSenderIsTooLateToEdit() {
        TestUser owner = server.user("owner");
        TestUser sender = server.user("sender");
        String group = group(owner, sender);
        Edited inTime = await("an edit in time")
                .until(() -> sayAndEdit(sender, group), Optional::isPresent)
                .orElseThrow();
        long seq = inTime.seq();
        await("the time to be over").until(() -> edit(sender, group, seq).status() == 403);

        Answer late = edit(sender, group, seq);
        assertThat(late.text("/code")).isEqualTo("forbidden");
        assertThat(late.text("/detail")).isEqualTo("it was sent too long ago to be edited");
        assertThat(late.json().at("/retryable").asBoolean(true)).isFalse();
        try (TestSocket socket = TestSocket.connect(server, sender)) {
            JsonNode error = socket.ask(Map.of(
                    "t",
                    "edit",
                    "conversationId",
                    group,
                    "target",
                    seq,
                    "clientId",
                    id(),
                    "body",
                    Map.of("text", "late")));
            assertThat(error.at("/t").asText()).isEqualTo("error");
            assertThat(error.at("/error/code").asText()).isEqualTo("forbidden");
        }
        assertThat(shown(owner, group, seq).at("/body/text").asText()).isEqualTo("edited");
        JsonNode retry = edit(sender, group, seq, inTime.clientId()).expect(200).json();
        assertThat(retry.at("/duplicate").asBoolean()).isTrue();
    }

    /// What was edited in time, and by which id.
    private record Edited(long seq, String clientId) {}

    private static Optional<Edited> sayAndEdit(TestUser user, String group) {
        Edited edited = new Edited(say(user, group), id());
        return edit(user, group, edited.seq(), edited.clientId()).status() == 200
                ? Optional.of(edited)
                : Optional.empty();
    }

    @Test
    void itsSenderIsTooLateToRecallButWhoRunsTheGroupIsNot() {
        TestUser owner = server.user("owner");
        TestUser admin = server.user("admin");
        TestUser sender = server.user("sender");
        String group = group(owner, admin, sender);
        owner.rest()
                .patch(path(group) + "/members/" + admin.id(), Map.of("role", "admin"))
                .expect(200);
        long first = say(sender, group);
        long second = say(sender, group);
        await("the time to be over").until(() -> edit(sender, group, second).status() == 403);
        await("one that is recalled in time")
                .until(() -> recall(sender, group, say(sender, group)).status() == 200);

        Answer late = recall(sender, group, first);

        assertThat(late.status()).isEqualTo(403);
        assertThat(late.text("/code")).isEqualTo("forbidden");
        assertThat(late.text("/detail")).isEqualTo("it was sent too long ago to be recalled");
        try (TestSocket senders = TestSocket.connect(server, sender);
                TestSocket admins = TestSocket.connect(server, admin)) {
            Map<String, Object> recall = Map.of("t", "recall", "conversationId", group, "target", second);
            assertThat(senders.ask(recall).at("/error/code").asText()).isEqualTo("forbidden");
            assertThat(shown(owner, group, second).has("recalled")).isFalse();
            assertThat(admins.ask(recall).at("/t").asText()).isEqualTo("ok");
        }
        recall(owner, group, first).expect(200);
        // Whoever may learn of it: it is done already.
        assertThat(recall(sender, group, first)
                        .expect(200)
                        .json()
                        .at("/duplicate")
                        .asBoolean())
                .isTrue();
        assertThat(shown(sender, group, first).at("/recalled").asBoolean()).isTrue();
        assertThat(shown(sender, group, second).at("/recalled").asBoolean()).isTrue();
    }

    @Test
    void whoIsInvitedRegistersAsOftenAsTheInvitationSays() {
        String invite = server.administrator()
                .post("/v1/admin/invites", Map.of("uses", 2))
                .expect(201)
                .text("/code");
        RestClient keyed = server.rest().with("Idempotency-Key", "invited");

        Answer first = keyed.post("/v1/accounts", registration("invited.one", invite));
        Answer retry = keyed.post("/v1/accounts", registration("invited.one", invite));
        Answer taken = server.rest().post("/v1/accounts", registration("Invited.One", invite));
        Answer second = server.rest().post("/v1/accounts", registration("invited.two", invite));

        assertThat(first.status()).isEqualTo(201);
        assertThat(retry.expect(201).text("/id")).isEqualTo(first.text("/id"));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(second.status()).isEqualTo(201);
        assertNotInvited(registration("invited.three", invite));
    }

    @Test
    void whoIsNotInvitedDoesNotRegisterAndTakesNoName() {
        String invite = server.administrator()
                .post("/v1/admin/invites", Map.of())
                .expect(201)
                .text("/code");

        assertNotInvited(Map.of("name", "uninvited", "password", "a long password"));
        assertNotInvited(registration("uninvited", "guessed"));

        server.rest().post("/v1/accounts", registration("uninvited", invite)).expect(201);
    }

    private void assertNotInvited(Map<String, String> registration) {
        Answer refused = server.rest().post("/v1/accounts", registration);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/invite");
    }

    private static Map<String, String> registration(String name, String invite) {
        return Map.of("name", name, "password", "a long password", "invite", invite);
    }

    /// The last one: nobody talks on this server after it.
    @Test
    @Order(Integer.MAX_VALUE)
    void anEventThatContradictsWhatWasPushedStopsAllDecisionsAndTheNextStart() {
        TestUser alice = server.user("alice");
        String group = group(alice);
        long seq = say(alice, group);
        Map<Long, Event.MessageSent> sent = new ConcurrentHashMap<>();
        try (EventFeed feed = new EventFeed(server.kafka(), (_, _) -> {});
                LogWriter writer = new LogWriter(server.kafka())) {
            feed.listen((event, _, command) -> {
                if (event instanceof Event.MessageSent message
                        && message.conversation().toString().equals(group)) {
                    sent.put(command, message);
                }
            });
            feed.start(Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L), _ -> {});
            long command = sent.keySet().iterator().next();

            writer.events(List.of(changed(Objects.requireNonNull(sent.get(command)), seq)), command);

            await().untilAsserted(() -> {
                Answer ready = server.admin().get("/ready");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.body().lines())
                        .anyMatch(line -> line.startsWith("conversations ")
                                && line.contains("the command at offset " + command + " was decided anew"));
            });
            server.leave();
            // As though it had ended before it projected them.
            server.jdbi()
                    .useHandle(
                            handle -> handle.execute("UPDATE projection SET next_offset = 0 WHERE topic = 'events'"));
            assertThatThrownBy(() -> TestServer.join(server, SETTINGS))
                    .extracting(StartFailure::sentence, as(InstanceOfAssertFactories.OPTIONAL))
                    .get(as(InstanceOfAssertFactories.STRING))
                    .startsWith("The server doesn't start: the command at offset " + command + " was decided anew");
        }
    }

    private static Event changed(Event.MessageSent message, long seq) {
        return new Event.MessageSent(
                message.conversation(),
                seq,
                message.ordinal(),
                message.at(),
                message.actor(),
                message.messageId(),
                message.clientId(),
                new Content("text", "{\"text\":\"something else\"}", null, Mentions.NOBODY));
    }

    private static String group(TestUser owner, TestUser... others) {
        String group = Chats.group(owner, "too late", others).expect(201).text("/id");
        for (TestUser other : others) {
            await().until(() -> other.rest().get(path(group)).status() == 200);
        }
        return group;
    }

    private static long say(TestUser user, String group) {
        return Chats.say(user, group).expect(201).json().at("/seq").asLong();
    }

    private static Answer edit(TestUser user, String group, long seq) {
        return edit(user, group, seq, id());
    }

    private static Answer edit(TestUser user, String group, long seq, String clientId) {
        return user.rest()
                .patch(
                        path(group) + "/messages/" + seq,
                        Map.of("clientId", clientId, "body", Map.of("text", "edited")));
    }

    private static Answer recall(TestUser user, String group, long seq) {
        return user.rest().delete(path(group) + "/messages/" + seq);
    }

    private static JsonNode shown(TestUser user, String group, long seq) {
        return user.rest()
                .get(path(group) + "/entries?after=" + (seq - 1) + "&limit=1")
                .expect(200)
                .json()
                .at("/items/0");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String path(String group) {
        return "/v1/conversations/" + group;
    }
}
