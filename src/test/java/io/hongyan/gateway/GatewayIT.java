package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Json;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// People who talk over sockets.
@ExtendWith(NothingLogged.class)
final class GatewayIT {

    private static final ObjectMapper JSON = Json.mapper();

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
    void aDeviceThatSyncsKeepsItsCursorUpToDate() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            JsonNode synced = to.ask(Map.of("t", "sync"));
            assertThat(synced.path("more").booleanValue()).isFalse();
            assertThat(synced.at("/conversations/0/id").textValue()).isEqualTo(conversation);

            from.ask(send(conversation, "hello"));
            JsonNode unread = unread(to, 1);

            JsonNode again =
                    to.ask(Map.of("t", "sync", "cursor", unread.path("cursor").textValue()));
            assertThat(again.path("conversations")).isEmpty();
            assertThat(again.path("reset").booleanValue()).isFalse();
            assertThat(to.ask(Map.of("t", "ping")).path("cursor")).isEqualTo(unread.path("cursor"));
        }
    }

    @Test
    void historyIsFetched() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            for (int i = 0; i < 5; i++) {
                from.ask(send(conversation, "message " + i));
            }

            JsonNode fetched = to.ask(Map.of("t", "fetch", "conversationId", conversation, "after", 2, "limit", 3));

            assertThat(fetched.path("t").textValue()).isEqualTo("entries");
            assertThat(fetched.path("entries").findValuesAsText("seq")).containsExactly("3", "4", "5");
            assertThat(fetched.path("firstSeq").longValue()).isEqualTo(1);
            assertThat(fetched.path("headSeq").longValue()).isEqualTo(6);
        }
    }

    @Test
    void whoWantsHeadsIsGivenHeads() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.open(server.address())) {
            to.ask(Map.of("t", "hello", "token", bob.token(), "push", "notify"));

            from.ask(send(conversation, "hello"));

            JsonNode heads = to.frame("heads");
            assertThat(heads.at("/heads/0/conversationId").textValue()).isEqualTo(conversation);
            assertThat(heads.at("/heads/0/seq").longValue()).isEqualTo(2);
            assertThat(to.entries()).isEmpty();
        }
    }

    @Test
    void whoDoesNotReadIsToldTheHeadInsteadOfWhatIsTooMuch() throws IOException {
        String conversation = direct(alice, bob);
        String much = "雁".repeat(8_000);
        try (TestSocket from = TestSocket.connect(server, alice);
                RawSocket slow = RawSocket.open(server.address(), "")) {
            slow.send("{\"t\":\"hello\",\"r\":1,\"token\":\"" + bob.token() + "\"}");
            assertThat(slow.read()).contains("\"welcome\"");
            double before = fellBehind();
            await("a full outbox").pollInterval(Duration.ofMillis(1)).until(() -> {
                from.ask(send(conversation, much));
                return fellBehind() > before;
            });
            long last = from.ask(send(conversation, "the last")).path("seq").longValue();

            JsonNode told = JSON.readTree(slow.read());
            while (told.at("/heads/0/seq").longValue() < last) {
                told = JSON.readTree(slow.read());
            }
            assertThat(told.at("/t").textValue()).isEqualTo("heads");
            assertThat(told.at("/heads/0/conversationId").textValue()).isEqualTo(conversation);
        }
    }

    private double fellBehind() {
        return server.admin()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("hongyan_gateway_fell_behind_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
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

    private static Map<String, Object> sendTo(TestUser to, String text) {
        return Map.of(
                "t",
                "send",
                "to",
                to.id().toString(),
                "clientId",
                clientId(),
                "kind",
                "text",
                "body",
                Map.of("text", text));
    }

    private static Map<String, Object> send(String conversation, String text) {
        return Map.of(
                "t",
                "send",
                "conversationId",
                conversation,
                "clientId",
                clientId(),
                "kind",
                "text",
                "body",
                Map.of("text", text));
    }

    /// A UUIDv7 made a day ago.
    private static String yesterdaysClientId() {
        UUID random = UUID.randomUUID();
        long made = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        return new UUID(made << 16 | 0x7000 | random.getMostSignificantBits() & 0xfff, random.getLeastSignificantBits())
                .toString();
    }

    private static String clientId() {
        return UUID.randomUUID().toString();
    }

    private static String direct(TestUser one, TestUser other) {
        String conversation = one.rest()
                .post("/v1/conversations", Map.of("kind", "direct", "userId", other.id()))
                .text("/id");
        awaitShown(other, conversation);
        return conversation;
    }

    private static String group(TestUser owner, TestUser member) {
        String conversation = owner.rest()
                .post("/v1/conversations", Map.of("kind", "group", "title", "geese", "memberIds", List.of(member.id())))
                .text("/id");
        awaitShown(member, conversation);
        return conversation;
    }

    /// Only whoever starts a conversation is shown it when that is answered.
    private static void awaitShown(TestUser user, String conversation) {
        await().until(() -> user.rest().get("/v1/conversations/" + conversation).status() == 200);
    }

    private static String conversation(JsonNode sent) {
        return sent.path("conversationId").textValue();
    }

    private static JsonNode entry(TestSocket socket, String conversation, long seq) {
        await().untilAsserted(() -> assertThat(seqs(socket, conversation)).contains(seq));
        return socket.entries().stream()
                .filter(entry -> entry.path("conversationId").textValue().equals(conversation)
                        && entry.path("seq").longValue() == seq)
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> seqs(TestSocket socket, String conversation) {
        return socket.entries().stream()
                .filter(entry -> entry.path("conversationId").textValue().equals(conversation))
                .map(entry -> entry.path("seq").longValue())
                .toList();
    }

    /// The counts after a change that come to `total`, waited for.
    private static JsonNode unread(TestSocket socket, long total) {
        return socket.frame(
                "a total of " + total,
                frame -> "unread".equals(frame.path("t").textValue())
                        && !frame.path("conversations").isEmpty()
                        && frame.at("/total/unread").longValue() == total);
    }

    /// The first messages of a conversation, which begins with the entry that says it was made.
    private static void areNumberedInOrder(TestSocket from, List<Long> requests) {
        assertThat(requests.stream().map(r -> from.answer(r).path("seq").longValue()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, requests.size() + 1).boxed().toList());
    }
}
