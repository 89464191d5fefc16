package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.hongyan.gateway.SocketTalk.conversation;
import static io.hongyan.gateway.SocketTalk.direct;
import static io.hongyan.gateway.SocketTalk.send;
import static io.hongyan.gateway.SocketTalk.sendTo;
import static io.hongyan.gateway.SocketTalk.unread;
import static org.assertj.core.api.Assertions.assertThat;

/// People who read, mute and mark over sockets: frames `read`, `unread` and `settings`, and the counts they are told.
@ExtendWith(NothingLogged.class)
final class MarkIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");

    /// Each mark is appended before the one before it is answered.
    @Test
    void marksOfOneSocketKeepTheirOrder() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            from.ask(send(conversation, "hello"));
            unread(to, 1);
            List<Long> requests = IntStream.range(0, 100)
                    .mapToObj(i ->
                            to.request(Map.of("t", "settings", "conversationId", conversation, "muted", i % 2 == 0)))
                    .toList();

            List<JsonNode> answers = requests.stream().map(to::answer).toList();

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).at("/total/unread").longValue()).isEqualTo(i % 2);
            }
            assertThat(answers)
                    .extracting(answer -> answer.path("version").longValue())
                    .isSorted();
        }
    }

    @Test
    void countsAreToldWithTheTotalAndReadingIsToldToTheOtherDevice() {
        TestUser phone = server.device(bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket one = TestSocket.connect(server, bob);
                TestSocket two = TestSocket.connect(server, phone)) {
            String conversation = conversation(from.ask(sendTo(bob, "one")));
            from.ask(send(conversation, "two"));

            JsonNode unread = unread(one, 2);
            assertThat(unread.at("/conversations/0/id").textValue()).isEqualTo(conversation);
            assertThat(unread.at("/conversations/0/unread").longValue()).isEqualTo(2);
            JsonNode read = one.ask(Map.of("t", "read", "conversationId", conversation, "seq", 3));

            assertThat(read.path("unread").longValue()).isZero();
            assertThat(read.at("/total/unread").longValue()).isZero();
            assertThat(read.path("version").longValue())
                    .isGreaterThan(unread.path("version").longValue());
            unread(two, 0);
            JsonNode told = two.frame("read");
            assertThat(told.path("conversationId").textValue()).isEqualTo(conversation);
            assertThat(told.at("/items/0/userId").textValue())
                    .isEqualTo(bob.id().toString());
            assertThat(told.at("/items/0/seq").longValue()).isEqualTo(3);
        }
    }

    @Test
    void countsComeAfterTheEntriesTheyCount() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            for (int i = 0; i < 100; i++) {
                from.ask(send(conversation, "message " + i));
            }
            unread(to, 100);

            long given = 0;
            for (JsonNode frame : to.frames()) {
                given += frame.findValues("kind").size();
                if (frame.path("t").textValue().equals("unread")) {
                    assertThat(frame.at("/total/unread").longValue()).isLessThanOrEqualTo(given);
                }
            }
        }
    }

    @Test
    void settingsAreTakenAndTold() {
        String conversation = direct(alice, bob);
        TestUser phone = server.device(alice);
        try (TestSocket socket = TestSocket.connect(server, alice);
                TestSocket other = TestSocket.connect(server, phone)) {
            JsonNode muted = socket.ask(Map.of("t", "settings", "conversationId", conversation, "muted", true));
            JsonNode marked = socket.ask(Map.of("t", "unread", "conversationId", conversation));

            assertThat(muted.path("t").textValue()).isEqualTo("ok");
            assertThat(marked.path("unread").longValue()).isEqualTo(1);
            assertThat(marked.at("/total/unread").longValue()).isZero();
            other.frame("muted", frame -> frame.at("/conversation/muted").booleanValue());
            other.frame(
                    "marked", frame -> frame.at("/conversation/markedUnread").booleanValue());
        }
    }
}
