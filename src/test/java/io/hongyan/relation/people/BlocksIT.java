package io.hongyan.relation.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a block does to requests that wait for an answer.
final class BlocksIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");

    @BeforeAll
    static void neo4jIsThere() {
        Relations.awaitNeo4j(TestServer.shared());
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "decline"})
    void takesBackWhatOneHasAsked(String verb) {
        String request = ask(alice, bob).expect(201).text("/id");

        block(alice, bob);

        assertThat(incoming(bob)).isEmpty();
        assertThat(outgoing(alice)).isEmpty();
        assertNotFound(answer(bob, request, verb));
        unblock(alice, bob);
        assertNotFound(answer(bob, request, verb));
        assertThat(contacts(alice)).isEmpty();
        assertThat(contacts(bob)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "decline"})
    void hidesWhatOneIsAskedUntilOneIsAskedAgain(String verb) {
        String request = ask(bob, alice).expect(201).text("/id");

        block(alice, bob);

        assertThat(incoming(alice)).isEmpty();
        assertThat(outgoing(bob).at("/0/id").asText()).isEqualTo(request);
        assertNotFound(answer(alice, request, verb));
        unblock(alice, bob);
        assertNotFound(answer(alice, request, verb));
        assertThat(contacts(alice)).isEmpty();
        assertThat(contacts(bob)).isEmpty();

        assertThat(ask(bob, alice).expect(201).text("/id")).isEqualTo(request);
        answer(alice, request, verb).expect(200);
    }

    @Test
    void isNoWayToAskOnceMoreWhoHasDeclined() {
        String request = ask(alice, bob).expect(201).text("/id");
        answer(bob, request, "decline").expect(200);

        block(alice, bob);
        unblock(alice, bob);

        assertThat(ask(alice, bob).expect(201).text("/id")).isEqualTo(request);
        assertThat(incoming(bob)).isEmpty();
    }

    private static void block(TestUser user, TestUser other) {
        user.rest().put("/v1/blocks/" + other.id(), Map.of()).expect(204);
    }

    private static void unblock(TestUser user, TestUser other) {
        user.rest().delete("/v1/blocks/" + other.id()).expect(204);
    }

    private static Answer ask(TestUser from, TestUser to) {
        return from.rest().post("/v1/contacts/requests", Map.of("userId", to.id()));
    }

    private static Answer answer(TestUser user, String request, String verb) {
        return user.rest().post("/v1/contacts/requests/" + request + "/" + verb, Map.of());
    }

    private static JsonNode incoming(TestUser user) {
        return items(user, "/v1/contacts/requests");
    }

    private static JsonNode outgoing(TestUser user) {
        return items(user, "/v1/contacts/requests?direction=outgoing");
    }

    private static JsonNode contacts(TestUser user) {
        return items(user, "/v1/contacts");
    }

    private static JsonNode items(TestUser user, String path) {
        return user.rest().get(path).expect(200).json().at("/items");
    }

    private static void assertNotFound(Answer answer) {
        assertThat(answer.expect(404).text("/code")).isEqualTo("notFound");
    }
}
