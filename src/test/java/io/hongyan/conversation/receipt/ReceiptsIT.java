package io.hongyan.conversation.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.time.Duration;
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

    private static final int MANY = 49;

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
            socket.request(Map.of("t", "ack", "cursor", cursorWith(reader, group, first)));

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

            readers.request(Map.of("t", "ack", "cursor", cursorWith(reader, direct, after)));
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
            socket.request(Map.of("t", "ack", "cursor", cursorWith(reader, group, seq)));

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

    @Test
    void ofManyWhoHaveAMessageOnlyItsSenderIsToldInAFewFrames() {
        List<TestUser> members = server.users("member", MANY);
        String group = Chats.group(sender, "many geese", members).expect(201).text("/id");
        long seq = send(group);
        List<String> ids =
                members.stream().map(member -> member.id().toString()).toList();
        List<TestSocket> sockets = members.stream()
                .map(member -> TestSocket.connect(server, member))
                .toList();
        try (TestSocket senders = TestSocket.connect(server, sender)) {
            List<String> cursors = members.stream()
                    .map(member -> cursorWith(member, group, seq))
                    .toList();
            long began = System.nanoTime();
            for (int i = 0; i < MANY; i++) {
                sockets.get(i).request(Map.of("t", "ack", "cursor", cursors.get(i)));
            }
            await().until(() -> people(senders, "delivered", group).size() >= MANY);

            assertThat(people(senders, "delivered", group)).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(frames(senders, "delivered", group)).hasSizeLessThanOrEqualTo(secondsSince(began));

            began = System.nanoTime();
            members.forEach(member -> read(member, group, seq));
            await().until(() -> people(senders, "read", group).size() >= MANY);
            await().until(() -> people(sockets.getFirst(), "read", group).containsAll(ids));

            assertThat(frames(senders, "read", group)).hasSizeLessThanOrEqualTo(secondsSince(began));
            // One more for one's own reading, which is told at once.
            assertThat(frames(sockets.getFirst(), "read", group)).hasSizeLessThanOrEqualTo(secondsSince(began) + 1);
            assertThat(sockets)
                    .allMatch(socket -> frames(socket, "delivered", group).isEmpty());
        } finally {
            sockets.forEach(TestSocket::close);
        }
    }

    /// As many frames as may come at one a second since then.
    private static int secondsSince(long nanoTime) {
        return (int) Duration.ofNanos(System.nanoTime() - nanoTime).toSeconds() + 2;
    }

    private static List<JsonNode> frames(TestSocket socket, String type, String conversation) {
        return socket.frames().stream()
                .filter(frame -> frame.at("/t").asText().equals(type)
                        && frame.at("/conversationId").asText().equals(conversation))
                .toList();
    }

    private static List<String> people(TestSocket socket, String type, String conversation) {
        return frames(socket, type, conversation).stream()
                .flatMap(frame -> frame.at("/items").findValuesAsText("userId").stream())
                .toList();
    }

    @Test
    void whatWasOnTheWayTellsWhoIsConcerned() {
        String group = group("write");
        try (TestSocket readers = TestSocket.connect(server, reader);
                TestSocket senders = TestSocket.connect(server, sender);
                TestSocket others = TestSocket.connect(server, other)) {
            readers.request(Map.of("t", "ack", "cursor", cursorWith(reader, group, send(group))));
            senders.frame("delivered");
            long theirs = other.rest()
                    .post(
                            path(group) + "/messages",
                            Map.of("clientId", UUID.randomUUID(), "kind", "text", "body", Map.of("text", "hello")))
                    .expect(201)
                    .json()
                    .at("/seq")
                    .asLong();

            readers.request(Map.of("t", "ack", "cursor", cursorWith(reader, group, theirs)));

            JsonNode told = others.frame("delivered");
            assertThat(told.at("/items/0/seq").asLong()).isEqualTo(theirs);
            assertThat(people(others, "delivered", group))
                    .containsExactly(reader.id().toString());
            assertThat(people(senders, "delivered", group))
                    .containsExactly(reader.id().toString());
        }
    }

    /// A cursor of somebody's that covers an entry.
    private static String cursorWith(TestUser user, String group, long seq) {
        return await().until(
                        () -> user.rest().get("/v1/sync").expect(200).json(),
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
