package io.hongyan.relation.permission;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.hongyan.relation.Relations.befriend;
import static io.hongyan.testing.Chats.direct;
import static io.hongyan.testing.Chats.frame;
import static io.hongyan.testing.Chats.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A server among friends, at each of its doors: people get direct messages and invitations of their friends only,
/// and nobody registers.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessagingPolicyIT {

    private final TestServer server =
            TestServer.start(Map.of("HONGYAN_MESSAGING", "friends", "HONGYAN_REGISTRATION", "closed"));

    private TestUser alice = server.user("alice");
    private TestUser bob = server.user("bob");
    private TestUser carol = server.user("carol");

    MessagingPolicyIT() {
        Relations.awaitNeo4j(server);
    }

    @BeforeEach
    void others() {
        alice = server.user("alice");
        bob = server.user("bob");
        carol = server.user("carol");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void nobodyRegistersAndAdministratorsMakeAccounts() {
        Answer refused = server.rest().post("/v1/accounts", Map.of("name", "stranger", "password", "a long password"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/code")).isEqualTo("forbidden");
        assertThat(refused.text("/detail")).isEqualTo("Registration is closed; an administrator makes accounts.");
        assertThat(server.administrator()
                        .post("/v1/admin/accounts", Map.of("accounts", List.of(Map.of("name", "stranger"))))
                        .expect(201)
                        .json()
                        .findValuesAsText("created"))
                .containsExactly("true");
    }

    @Test
    void strangersCannotStartAConversation() {
        assertNotAllowed(direct(alice, bob));
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            assertNotAllowed(socket.ask(frame("to", bob.id().toString(), "hello")));
        }
        assertNotAllowed(direct(alice, bob));
    }

    @Test
    void friendsTalkThroughEveryDoor() {
        befriend(alice, bob);
        befriend(alice, carol);

        String conversation = direct(alice, bob).expect(201).text("/id");
        say(alice, conversation).expect(201);
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            assertThat(socket.ask(frame("conversationId", conversation, "hello"))
                            .path("t")
                            .textValue())
                    .isEqualTo("ok");
            assertThat(socket.ask(frame("to", carol.id().toString(), "hello"))
                            .path("t")
                            .textValue())
                    .isEqualTo("ok");
        }
        await().untilAsserted(() -> assertThat(say(bob, conversation).status()).isEqualTo(201));
    }

    @Test
    void whoeverWasAFriendCannotSayMoreAndIsStillWrittenTo() {
        befriend(alice, bob);
        String conversation = direct(alice, bob).expect(201).text("/id");
        say(alice, conversation).expect(201);

        bob.rest().delete("/v1/contacts/" + alice.id()).expect(204);

        assertNotAllowed(say(alice, conversation));
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            assertNotAllowed(socket.ask(frame("conversationId", conversation, "hello")));
            assertNotAllowed(socket.ask(frame("to", bob.id().toString(), "hello")));
        }
        // Alice still has Bob.
        await().untilAsserted(() -> assertThat(say(bob, conversation).status()).isEqualTo(201));
    }

    @Test
    void strangersAreNotInvitedToAGroup() {
        befriend(alice, bob);

        assertNotAllowed(group(alice, bob, carol));

        String group = group(alice, bob).expect(201).text("/id");
        String members = "/v1/conversations/" + group + "/members";
        assertNotAllowed(alice.rest().post(members, Map.of("userIds", List.of(carol.id()))));
        await().untilAsserted(() -> assertThat(alice.rest()
                        .get(members)
                        .expect(200)
                        .json()
                        .at("/items")
                        .findValuesAsText("userId"))
                .containsExactlyInAnyOrder(alice.id().toString(), bob.id().toString()));
        // Whoever is in it may say what they like there, friends of all or not.
        say(alice, group).expect(201);
        befriend(alice, carol);
        alice.rest().post(members, Map.of("userIds", List.of(carol.id()))).expect(200);
        await().untilAsserted(() -> assertThat(say(carol, group).status()).isEqualTo(201));
    }

    private static Answer group(TestUser owner, TestUser... members) {
        return Chats.group(owner, "friends", members);
    }

    private static void assertNotAllowed(Answer answer) {
        assertThat(answer.expect(403).text("/code")).isEqualTo("notAllowed");
    }

    private static void assertNotAllowed(JsonNode frame) {
        assertThat(frame.path("t").textValue()).as(frame.toString()).isEqualTo("error");
        assertThat(frame.at("/error/code").textValue()).isEqualTo("notAllowed");
        assertThat(frame.at("/error/status").intValue()).isEqualTo(403);
    }
}
