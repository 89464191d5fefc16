package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.hongyan.gateway.SocketTalk.clientId;
import static io.hongyan.gateway.SocketTalk.conversation;
import static io.hongyan.gateway.SocketTalk.direct;
import static io.hongyan.gateway.SocketTalk.entry;
import static io.hongyan.gateway.SocketTalk.group;
import static io.hongyan.gateway.SocketTalk.send;
import static io.hongyan.gateway.SocketTalk.sendTo;
import static io.hongyan.gateway.SocketTalk.seqs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// People who send over sockets: frames `send`, their `ok`, and the entries that others are pushed.
@ExtendWith(NothingLogged.class)
final class SendIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    @Test
    void aMessageReachesThePeerAndIsAnsweredToItsSender() {
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            JsonNode sent = from.ask(sendTo(bob, "你好"));

            assertThat(sent.path("t").textValue()).isEqualTo("ok");
            assertThat(sent.path("seq").longValue()).isEqualTo(2);
            assertThat(sent.path("ordinal").longValue()).isEqualTo(1);
            assertThat(sent.path("duplicate").booleanValue()).isFalse();
            JsonNode pushed = entry(to, conversation(sent), 2);
            assertThat(pushed.at("/body/text").textValue()).isEqualTo("你好");
            assertThat(pushed.path("senderId").textValue()).isEqualTo(alice.id().toString());
            assertThat(pushed.path("messageId")).isEqualTo(sent.path("messageId"));
            assertThat(entry(to, conversation(sent), 1).at("/body/action").textValue())
                    .isEqualTo("created");
            await().untilAsserted(
                            () -> assertThat(seqs(from, conversation(sent))).containsExactly(1L));
        }
    }

    @Test
    void aRetryIsAnsweredWithTheFirstAnswer() {
        try (TestSocket from = TestSocket.connect(server, alice)) {
            Map<String, Object> send = sendTo(bob, "once");
            JsonNode first = from.ask(send);
            JsonNode again = from.ask(send);

            assertThat(again.path("seq")).isEqualTo(first.path("seq"));
            assertThat(again.path("messageId")).isEqualTo(first.path("messageId"));
            assertThat(again.path("duplicate").booleanValue()).isTrue();
        }
    }

    @Test
    void theSameClientIdForAnotherContentIsAConflict() {
        String conversation = direct(alice, bob);
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            Map<String, Object> send = send(conversation, "first");
            socket.ask(send);
            Map<String, Object> other = new HashMap<>(send);
            other.put("body", Map.of("text", "second"));

            assertThat(socket.ask(other).at("/error/code").textValue()).isEqualTo("clientIdConflict");
        }
    }

    @Test
    void sendsOfOneSocketKeepTheirOrder() {
        String conversation = direct(alice, bob);
        int count = 2_000;
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            List<Long> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                requests.add(from.request(send(conversation, "message " + i)));
                // As the limit asks: the answer to the one before the last 200 is awaited.
                if (i >= 200) {
                    from.answer(requests.get(i - 200));
                }
            }

            areNumberedInOrder(from, requests);
            await().untilAsserted(() -> assertThat(seqs(to, conversation)).contains(count + 1L));
            assertThat(to.entries().stream()
                            .filter(entry -> entry.path("kind").isTextual())
                            .map(entry -> entry.at("/body/text").textValue()))
                    .containsExactlyElementsOf(IntStream.range(0, count)
                            .mapToObj(i -> "message " + i)
                            .toList());
        }
    }

    @Test
    void sendsToAPersonKeepTheirOrderWhileTheConversationIsStarted() {
        try (TestSocket from = TestSocket.connect(server, alice)) {
            List<Long> requests = IntStream.range(0, 50)
                    .mapToObj(i -> from.request(sendTo(carol, "message " + i)))
                    .toList();

            areNumberedInOrder(from, requests);
        }
    }

    /// What an outbox flushes has old client ids, which are looked up first, among new ones, which aren't.
    @Test
    void lateRetriesKeepTheirPlaceAmongOtherSends() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice)) {
            List<Long> requests = IntStream.range(0, 100)
                    .mapToObj(i -> {
                        Map<String, Object> send = new HashMap<>(send(conversation, "message " + i));
                        send.put("clientId", i % 3 == 1 ? clientId() : yesterdaysClientId());
                        return from.request(send);
                    })
                    .toList();

            areNumberedInOrder(from, requests);
        }
    }

    @Test
    void aRemovedMemberCannotSendAnyMore() {
        String group = group(alice, bob);
        try (TestSocket kicked = TestSocket.connect(server, bob)) {
            List<Long> requests = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                requests.add(kicked.request(send(group, "message " + i)));
                if (i == 100) {
                    // Nothing orders a socket against another connection: of these only the last may come too late.
                    kicked.answer(requests.get(99));
                    alice.rest()
                            .delete("/v1/conversations/" + group + "/members/" + bob.id())
                            .expect(204);
                }
            }

            List<JsonNode> answers = requests.stream().map(kicked::answer).toList();
            long accepted = answers.stream()
                    .takeWhile(answer -> answer.path("t").textValue().equals("ok"))
                    .count();
            assertThat(accepted).isBetween(100L, 101L);
            assertThat(answers.subList((int) accepted, 200)).allSatisfy(answer -> {
                assertThat(answer.path("t").textValue()).isEqualTo("error");
                assertThat(answer.at("/error/code").textValue()).isIn("notMember", "notFound");
                assertThat(answer.path("clientId").isTextual()).isTrue();
            });
        }
    }

    /// A UUIDv7 made a day ago.
    private static String yesterdaysClientId() {
        UUID random = UUID.randomUUID();
        long made = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        return new UUID(made << 16 | 0x7000 | random.getMostSignificantBits() & 0xfff, random.getLeastSignificantBits())
                .toString();
    }

    /// The first messages of a conversation, which begins with the entry that says it was made.
    private static void areNumberedInOrder(TestSocket from, List<Long> requests) {
        assertThat(requests.stream().map(r -> from.answer(r).path("seq").longValue()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, requests.size() + 1).boxed().toList());
    }
}
