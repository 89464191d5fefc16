package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.hongyan.gateway.SocketTalk.conversation;
import static io.hongyan.gateway.SocketTalk.direct;
import static io.hongyan.gateway.SocketTalk.entry;
import static io.hongyan.gateway.SocketTalk.group;
import static io.hongyan.gateway.SocketTalk.send;
import static io.hongyan.gateway.SocketTalk.sendTo;
import static io.hongyan.gateway.SocketTalk.seqs;
import static org.assertj.core.api.Assertions.assertThat;

/// What a socket is told of which conversations, and what it is refused.
@ExtendWith(NothingLogged.class)
final class GatewayIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    @Test
    void bothDevicesOfAPersonAreGivenEverything() {
        TestUser phone = server.device(bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket one = TestSocket.connect(server, bob);
                TestSocket two = TestSocket.connect(server, phone)) {
            JsonNode sent = from.ask(sendTo(bob, "to both"));
            String conversation = conversation(sent);
            entry(one, conversation, 2);
            entry(two, conversation, 2);

            JsonNode answer = one.ask(send(conversation, "from one of them"));

            assertThat(entry(two, conversation, 3).at("/body/text").textValue()).isEqualTo("from one of them");
            assertThat(answer.path("seq").longValue()).isEqualTo(3);
            assertThat(seqs(one, conversation)).doesNotContain(3L);
        }
    }

    @Test
    void whoIsAddedIsGivenWhatFollowsAndWhoIsRemovedNothingMore() {
        String group = group(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket added = TestSocket.connect(server, carol)) {
            from.ask(send(group, "before"));

            alice.rest()
                    .post("/v1/conversations/" + group + "/members", Map.of("userIds", List.of(carol.id())))
                    .expect(200);
            // Removed before her mailbox has it, she would be told only that she is out.
            JsonNode joined = added.frame("conversation");
            from.ask(send(group, "while a member"));
            alice.rest()
                    .delete("/v1/conversations/" + group + "/members/" + carol.id())
                    .expect(204);
            from.ask(send(group, "after"));
            added.frame("left", frame -> frame.at("/conversation/left").booleanValue());

            assertThat(seqs(added, group)).containsExactly(3L, 4L, 5L);
            assertThat(joined.at("/conversation/joinedSeq").longValue()).isEqualTo(3);
            assertThat(added.ask(Map.of("t", "fetch", "conversationId", group))
                            .at("/error/status")
                            .intValue())
                    .isEqualTo(404);
        }
    }

    @Test
    void aRenamedGroupIsToldToItsMembers() {
        String group = group(alice, bob);
        try (TestSocket socket = TestSocket.connect(server, bob)) {
            alice.rest()
                    .patch("/v1/conversations/" + group, Map.of("title", "wild geese"))
                    .expect(200);

            socket.frame(
                    "the title",
                    frame -> frame.at("/conversation/title").asText().equals("wild geese"));
        }
    }

    @Test
    void aStrangersConversationDoesNotExist() {
        String conversation = direct(alice, bob);
        try (TestSocket stranger = TestSocket.connect(server, carol)) {
            assertThat(stranger.ask(send(conversation, "let me in"))
                            .at("/error/status")
                            .intValue())
                    .isEqualTo(404);
            assertThat(stranger.ask(Map.of("t", "fetch", "conversationId", conversation))
                            .at("/error/status")
                            .intValue())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'t':'send','conversationId':'%s','clientId':'short','kind':'text','body':{'text':'x'}}|422|/clientId",
                "{'t':'send','conversationId':'%s','clientId':'12345678','kind':'text','body':{'text':''}}|422|/body/text",
                "{'t':'send','conversationId':'%s','clientId':'12345678','kind':'text','body':{'text':5}}|422|/body/text",
                "{'t':'send','conversationId':'%s','clientId':'12345678','kind':'text','body':[]}|422|/body",
                "{'t':'send','conversationId':'%s','clientId':'12345678','kind':'dance','body':{}}|422|/kind",
                "{'t':'send','conversationId':'%s','clientId':'12345678','kind':'text','body':{'text':'\\u0000'}}|422|/body/text",
                "{'t':'send','conversationId':'%s','clientId':'12345678','kind':'text','body':{'text':'\\ud83d'}}|422|/body/text",
                "{'t':'read','conversationId':'%s','seq':'1'}|422|/seq",
                "{'t':'dance','conversationId':'%s'}|422|/t",
                "{'t':'send','conversationId':'123','clientId':'12345678','kind':'text','body':{'text':'x'}}|404|",
                "{'t':'read','conversationId':'123','seq':1}|404|",
                "{'t':'fetch','conversationId':'123'}|404|"
            })
    void badInputIsRefusedAndTheSocketStays(String frame, int status, String pointer) {
        String conversation = direct(alice, bob);
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.send(frame.replace('\'', '"').replace("%s", conversation).replaceFirst("\\{", "{\"r\":900,"));

            JsonNode answer = socket.answer(900);
            assertThat(answer.path("t").textValue()).isEqualTo("error");
            assertThat(answer.at("/error/status").intValue()).isEqualTo(status);
            assertThat(answer.at("/error/errors/0/pointer").asText("")).isEqualTo(pointer == null ? "" : pointer);
            assertThat(socket.ask(send(conversation, "still here")).path("t").textValue())
                    .isEqualTo("ok");
        }
    }
}
