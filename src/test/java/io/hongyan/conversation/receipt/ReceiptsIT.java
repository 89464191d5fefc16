package io.hongyan.conversation.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who has read what, asked for and pushed.
final class ReceiptsIT {

    private final TestServer server = TestServer.shared();
    private final TestUser sender = server.user("sender");
    private final TestUser reader = server.user("reader");
    private final TestUser other = server.user("other");

    @ParameterizedTest
    @ValueSource(strings = {"write", "read"})
    void aMessageIsReadByThoseWhoHaveReadSoFar(String mode) {
        String group = group(mode);
        long first = send(group);
        long second = send(group);
        awaitReceipts(group, second, List.of(), List.of(reader, other));

        read(reader, group, first);
        awaitReceipts(group, first, List.of(reader), List.of(other));
        awaitReceipts(group, second, List.of(), List.of(reader, other));
        read(other, group, second);
        awaitReceipts(group, second, List.of(other), List.of(reader));

        // Whoever came later, or has left, isn't among them.
        TestUser late = server.user("late");
        sender.rest().post(path(group) + "/members", Map.of("userIds", List.of(late.id())));
        other.rest().delete(path(group) + "/members/me").expect(204);
        awaitReceipts(group, second, List.of(), List.of(reader));
    }

    @Test
    void whatADeviceAcknowledgesHasReachedItsUser() {
        String group = group("write");
        long first = send(group);
        try (TestSocket socket = TestSocket.connect(server, reader)) {
            socket.request(Map.of("t", "ack", "cursor", cursorWith(group, first)));

            awaitDelivered(group, first, 1, List.of(reader));
            long second = send(group);
            assertThat(receipts(sender, group, second, "")
                            .json()
                            .at("/deliveredCount")
                            .asInt())
                    .isZero();
            read(other, group, second);
            awaitDelivered(group, second, 1, List.of());
            awaitDelivered(group, first, 2, List.of(reader));
        }
    }

    @Test
    void nothingIsShownOfWhatTheOtherDoesAfterABlock() {
        Relations.awaitNeo4j(server);
        String group = group("write");
        String direct = Chats.direct(sender, reader).expect(201).text("/id");
        long before = send(direct);
        read(reader, direct, before);
        awaitReceipts(direct, before, List.of(reader), List.of());
        long after = send(direct);
        try (TestSocket senders = TestSocket.connect(server, sender);
                TestSocket readers = TestSocket.connect(server, reader)) {
            reader.rest().put("/v1/blocks/" + sender.id(), Map.of()).expect(204);

            readers.request(Map.of("t", "ack", "cursor", cursorWith(direct, after)));
            awaitOwn(direct, after, "/deliveredCount");
            read(reader, direct, after);
            awaitOwn(direct, after, "/readCount");
            read(reader, group, send(group));
            senders.frame(
                    "of the group",
                    frame -> frame.at("/t").asText().equals("read")
                            && frame.at("/conversationId").asText().equals(group));

            assertThat(senders.frames())
                    .noneMatch(frame -> frame.at("/t").asText().equals("read")
                            && frame.at("/conversationId").asText().equals(direct)
                            && frame.at("/items/0/seq").asLong() == after);
            awaitReceipts(direct, before, List.of(reader), List.of());
            awaitReceipts(direct, after, List.of(), List.of(reader));
            awaitDelivered(direct, after, 0, List.of());
        }

        // One's own block holds while the other's ends.
        sender.rest().put("/v1/blocks/" + reader.id(), Map.of()).expect(204);
        sender.rest().delete("/v1/blocks/" + reader.id()).expect(204);
        awaitReceipts(direct, after, List.of(), List.of(reader));
        reader.rest().delete("/v1/blocks/" + sender.id()).expect(204);
        awaitReceipts(direct, after, List.of(reader), List.of());
    }

    /// The reader is shown what they have done.
    private void awaitOwn(String conversation, long seq, String count) {
        await().until(() ->
                receipts(reader, conversation, seq, "").json().at(count).asInt() == 1);
    }

    @Test
    void theOthersAreToldToWhomAMessageHasCome() {
        String group = group("write");
        long seq = send(group);
        try (TestSocket socket = TestSocket.connect(server, reader);
                TestSocket senders = TestSocket.connect(server, sender)) {
            socket.request(Map.of("t", "ack", "cursor", cursorWith(group, seq)));

            JsonNode told = senders.frame("delivered");
            assertThat(told.at("/conversationId").asText()).isEqualTo(group);
            assertThat(told.at("/items")).hasSize(1);
            assertThat(told.at("/items/0/userId").asText())
                    .isEqualTo(reader.id().toString());
            assertThat(told.at("/items/0/seq").asLong()).isEqualTo(seq);
            assertThat(socket.frames())
                    .noneMatch(frame -> frame.at("/t").asText().equals("delivered"));
        }
    }

    /// A cursor of the reader's that covers an entry.
    private String cursorWith(String group, long seq) {
        return await().until(
                        () -> reader.rest().get("/v1/sync").expect(200).json(),
                        page -> StreamSupport.stream(page.at("/conversations").spliterator(), false)
                                .anyMatch(conversation ->
                                        conversation.at("/id").asText().equals(group)
                                                && conversation.at("/head/seq").asLong() >= seq
                                                && !page.at("/more").asBoolean()))
                .at("/cursor")
                .asText();
    }

    private void awaitDelivered(String group, long seq, int count, List<TestUser> unread) {
        await().untilAsserted(() -> {
            JsonNode page = receipts(sender, group, seq, "").expect(200).json();
            assertThat(page.at("/deliveredCount").asInt()).isEqualTo(count);
            assertThat(page.at("/delivered"))
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(
                            unread.stream().map(user -> user.id().toString()).toList());
        });
    }

    @Test
    void pagesGoThroughEverybody() {
        String group = group("write");
        long seq = send(group);
        read(reader, group, seq);
        awaitReceipts(group, seq, List.of(reader), List.of(other));

        List<String> people = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = receipts(sender, group, seq, "?limit=1" + cursor)
                    .expect(200)
                    .json();
            assertThat(page.at("/readCount").asInt()).isEqualTo(1);
            assertThat(page.at("/unreadCount").asInt()).isEqualTo(1);
            Stream.of("/read", "/unread")
                    .forEach(list -> page.at(list).forEach(id -> people.add(list + " " + id.asText())));
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.at("/nextCursor").asText()
                    : null;
        } while (cursor != null);

        assertThat(people).containsExactlyInAnyOrder("/read " + reader.id(), "/unread " + other.id());
    }

    @Test
    void onlyMembersAreToldAndOnlyOfMessages() {
        String group = group("write");
        long seq = send(group);

        assertThat(receipts(server.user("stranger"), group, seq, "").status()).isEqualTo(404);
        assertThat(receipts(reader, group, seq + 1_000, "").status()).isEqualTo(404);
        assertThat(receipts(reader, group, 1, "").status()).isEqualTo(404);
        assertThat(receipts(reader, group, seq, "?limit=201").status()).isEqualTo(422);
        assertThat(receipts(reader, group, seq, "?cursor=x").status()).isEqualTo(422);
        sender.rest().delete(path(group) + "/messages/" + seq).expect(200);
        assertThat(receipts(reader, group, seq, "").status()).isEqualTo(410);
    }

    @Test
    void whoHasReadIsPushedToTheOthers() {
        String group = group("write");
        long seq = send(group);
        try (TestSocket socket = TestSocket.connect(server, sender)) {
            read(reader, group, seq);
            read(other, group, seq);

            JsonNode readers = socket.frame("reader", frame -> isRead(frame, reader, seq));
            socket.frame("other", frame -> isRead(frame, other, seq));
            assertThat(readers.at("/conversationId").asText()).isEqualTo(group);
        }
    }

    private static boolean isRead(JsonNode frame, TestUser by, long seq) {
        return frame.at("/t").asText().equals("read")
                && Stream.of(0, 1)
                        .map(item -> frame.at("/items/" + item))
                        .anyMatch(item ->
                                item.at("/userId").asText().equals(by.id().toString())
                                        && item.at("/seq").asLong() == seq);
    }

    private String group(String mode) {
        String id = sender.rest()
                .post(
                        "/v1/conversations",
                        Map.of("kind", "group", "title", "geese", "memberIds", List.of(reader.id(), other.id())))
                .expect(201)
                .text("/id");
        server.administrator()
                .put("/v1/admin/conversations/" + id + "/fanout", Map.of("mode", mode))
                .expect(200);
        for (TestUser member : List.of(reader, other)) {
            await().until(() -> member.rest().get(path(id)).status() == 200);
        }
        return id;
    }

    private long send(String group) {
        return sender.rest()
                .post(
                        path(group) + "/messages",
                        Map.of(
                                "clientId",
                                UUID.randomUUID().toString(),
                                "kind",
                                "text",
                                "body",
                                Map.of("text", "hello")))
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
    }

    private static void read(TestUser user, String group, long seq) {
        await().until(() -> user.rest().get(path(group)).json().at("/head/seq").asLong() >= seq);
        user.rest().put(path(group) + "/read", Map.of("seq", seq)).expect(200);
    }

    private void awaitReceipts(String group, long seq, List<TestUser> read, List<TestUser> unread) {
        await().untilAsserted(() -> {
            JsonNode page = receipts(sender, group, seq, "").expect(200).json();
            assertThat(ids(page.at("/read"))).isEqualTo(ids(read));
            assertThat(ids(page.at("/unread"))).isEqualTo(ids(unread));
            assertThat(page.at("/readCount").asInt()).isEqualTo(read.size());
            assertThat(page.at("/unreadCount").asInt()).isEqualTo(unread.size());
        });
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static List<String> ids(List<TestUser> users) {
        return users.stream().map(TestUser::id).sorted().map(Object::toString).toList();
    }

    private static Answer receipts(TestUser user, String group, long seq, String query) {
        return user.rest().get(path(group) + "/messages/" + seq + "/receipts" + query);
    }

    private static String path(String group) {
        return "/v1/conversations/" + group;
    }
}
