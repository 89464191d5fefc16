package io.hongyan.gateway.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who is typing, as others are told.
final class TypingIT {

    private final TestServer server = TestServer.shared();
    private final TestUser typist = server.user("typist");
    private final TestUser reader = server.user("reader");

    @Test
    void othersAreToldOnceInAWhile() {
        String group = group(List.of(reader));
        try (TestSocket theirs = TestSocket.connect(server, typist);
                TestSocket another = TestSocket.connect(server, server.device(typist));
                TestSocket socket = TestSocket.connect(server, reader)) {
            type(theirs, group);
            type(theirs, group);
            say(theirs, group);

            socket.frame("typing");
            awaitMessage(socket);
            assertThat(typing(socket)).singleElement().satisfies(frame -> {
                assertThat(frame.at("/conversationId").asText()).isEqualTo(group);
                assertThat(frame.at("/userId").asText()).isEqualTo(typist.id().toString());
            });
            awaitMessage(another);
            assertThat(typing(another)).isEmpty();
        }
    }

    @Test
    void whatIsTypedIsKeptNowhere() {
        String group = group(List.of(reader));
        String path = "/v1/conversations/" + group;
        String entries = reader.rest().get(path + "/entries").expect(200).json().toString();
        String sync = reader.rest().get("/v1/sync").expect(200).text("/cursor");
        try (TestSocket theirs = TestSocket.connect(server, typist);
                TestSocket socket = TestSocket.connect(server, reader)) {
            type(theirs, group);
            socket.frame("typing");
        }

        assertThat(reader.rest().get(path + "/entries").expect(200).json().toString())
                .isEqualTo(entries);
        assertThat(reader.rest()
                        .get("/v1/sync?cursor=" + sync)
                        .expect(200)
                        .json()
                        .at("/entries"))
                .isEmpty();
        // Nor is a device told that comes later.
        try (TestSocket theirs = TestSocket.connect(server, typist);
                TestSocket later = TestSocket.connect(server, reader)) {
            say(theirs, group);
            awaitMessage(later);
            assertThat(typing(later)).isEmpty();
        }
    }

    @Test
    void onlyAMemberTypes() {
        String group = group(List.of(reader));
        try (TestSocket socket = TestSocket.connect(server, server.user("stranger"))) {
            assertThat(type(socket, group).at("/error/code").asText()).isEqualTo("notFound");
            assertThat(socket.ask(Map.of("t", "typing"))
                            .at("/error/errors/0/pointer")
                            .asText())
                    .isEqualTo("/conversationId");
        }
    }

    @Test
    void nobodyIsToldInALargeGroup() {
        List<TestUser> many = server.users("many", 200);
        String group = group(many);
        try (TestSocket theirs = TestSocket.connect(server, typist);
                TestSocket socket = TestSocket.connect(server, many.getFirst())) {
            type(theirs, group);
            say(theirs, group);

            awaitMessage(socket);
            assertThat(typing(socket)).isEmpty();
        }
    }

    @Test
    void neitherOfTwoIsToldOfTheOtherPastABlock() {
        Relations.awaitNeo4j(server);
        String group = group(List.of(reader));
        String direct = Chats.direct(typist, reader).expect(201).text("/id");
        Chats.say(typist, direct).expect(201);
        Chats.say(reader, direct).expect(201);
        reader.rest().put("/v1/blocks/" + typist.id(), Map.of()).expect(204);
        // From here on it is remembered, so that nothing is told later.
        Chats.say(typist, direct).expect(403);
        Chats.say(reader, direct).expect(403);
        try (TestSocket typists = TestSocket.connect(server, typist);
                TestSocket readers = TestSocket.connect(server, reader)) {
            type(typists, direct);
            type(readers, direct);
            say(typists, group);
            awaitMessage(readers);
            say(readers, group);
            awaitMessage(typists);
            assertThat(typing(typists)).isEmpty();
            assertThat(typing(readers)).isEmpty();

            reader.rest().delete("/v1/blocks/" + typist.id()).expect(204);

            await().until(() -> {
                type(typists, direct);
                type(readers, direct);
                return !typing(typists).isEmpty() && !typing(readers).isEmpty();
            });
        }
    }

    private static JsonNode type(TestSocket socket, String group) {
        return socket.ask(Map.of("t", "typing", "conversationId", group));
    }

    private static void say(TestSocket socket, String group) {
        socket.ask(Chats.frame("conversationId", group, "said"));
    }

    /// On its own, or together with the entries before it.
    private static void awaitMessage(TestSocket socket) {
        await().until(() -> socket.entries().stream()
                .anyMatch(entry -> entry.at("/type").asText().equals("message")));
    }

    private static List<JsonNode> typing(TestSocket socket) {
        return socket.frames().stream()
                .filter(frame -> frame.at("/t").asText().equals("typing"))
                .toList();
    }

    /// What is typed isn't told again: the first of the others has to be there for it.
    private String group(List<TestUser> others) {
        String group = Chats.group(typist, "geese", others).expect(201).text("/id");
        TestUser first = others.getFirst();
        await().until(() -> first.rest().get("/v1/conversations/" + group).status() == 200);
        return group;
    }
}
