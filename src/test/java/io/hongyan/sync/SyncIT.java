package io.hongyan.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class SyncIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");

    @Test
    void aNewDeviceGetsEverythingInPages() {
        List<String> groups = List.of(group("1"), group("2"), group("3"), group("4"), group("5"));

        List<JsonNode> pages = pages("", 2);

        assertThat(pages).hasSize(3);
        assertThat(pages).allMatch(page -> !page.at("/reset").asBoolean());
        assertThat(ids(pages)).containsExactlyInAnyOrderElementsOf(groups);
        assertThat(pages.getFirst().at("/entries")).isEmpty();
    }

    @Test
    void whoeverIsBehindGetsWhatChanged() {
        String first = group("first");
        String cursor = pages("", 500).getLast().at("/cursor").asText();
        String second = group("second");
        alice.rest()
                .patch("/v1/conversations/" + first + "/settings", Map.of("muted", true))
                .expect(200);
        server.awaitInbox(alice);

        JsonNode answer = sync(cursor, 500).expect(200).json();

        assertThat(answer.at("/reset").asBoolean()).isFalse();
        assertThat(ids(List.of(answer))).containsExactlyInAnyOrder(first, second);
        assertThat(seqs(answer, second)).containsExactly(1L);
        assertThat(seqs(answer, first)).isEmpty();
        JsonNode rest = sync(answer.at("/cursor").asText(), 500).expect(200).json();
        assertThat(rest.at("/entries")).isEmpty();
        assertThat(rest.at("/reset").asBoolean()).isFalse();
    }

    @Test
    void aDeviceThatWasAwayForAThousandMessagesGetsExactlyThemInOrder() {
        String group = group("many", bob);
        SyncClient http = new SyncClient(alice);
        http.sync(500);
        String cursor = http.cursor();
        try (TestSocket talking = TestSocket.connect(server, bob)) {
            talk(talking, group, 1_000);
        }
        awaitUnread(1_000);

        List<JsonNode> pages = pages(cursor, 300);
        assertThat(pages).hasSize(4);
        assertThat(pages).allMatch(page -> !page.at("/reset").asBoolean());
        assertThat(pages.stream().flatMap(page -> seqs(page, group).stream()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, 1_001).boxed().toList());
        assertThat(ids(pages)).containsExactly(group);
        assertThat(pages.getLast().at("/conversations/0/unread").asLong()).isEqualTo(1_000);

        try (TestSocket socket = TestSocket.connect(server, alice)) {
            assertThat(socketPages(socket, cursor, 400).stream().flatMap(page -> seqs(page, group).stream()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 1_001).boxed().toList());
        }
    }

    /// In read mode nothing is filed for a message of somebody else: the moved head has the device fetch it, also
    /// beside what is filed, such as its own messages.
    @Test
    void aGroupInReadModeIsSyncedByItsHead() throws Exception {
        String group = group("shared", bob);
        server.administrator()
                .put("/v1/admin/conversations/" + group + "/fanout", Map.of("mode", "read"))
                .expect(200);
        SyncClient device = new SyncClient(alice);
        await().untilAsserted(() -> {
            device.sync(500);
            assertThat(requireNonNull(device.conversations().get(group))
                            .path("fanout")
                            .asText())
                    .isEqualTo("read");
        });

        say(alice, group, "my own");
        say(bob, group, "another");
        await().untilAsserted(() -> {
            device.sync(500);
            assertThat(device.entries(group).keySet()).containsExactly(1L, 2L, 3L);
            // The head may be there before the mailbox has her own message, which doesn't count.
            assertThat(requireNonNull(device.conversations().get(group))
                            .path("unread")
                            .asLong())
                    .isEqualTo(1);
        });
        assertThat(device.resets()).isZero();

        CompletableFuture<Answer> polled = polling(device.cursor(), 30);
        say(bob, group, "one more");
        device.take(polled.get(20, TimeUnit.SECONDS).expect(200).json());
        // What was answered first may be that her own message has come to her mailbox.
        while (device.entries(group).lastKey() < 4) {
            device.take(polling(device.cursor(), 30)
                    .get(20, TimeUnit.SECONDS)
                    .expect(200)
                    .json());
        }
    }

    /// The entries are larger together than one frame may be.
    @Test
    void aFrameHoldsNoMoreThanItMay() {
        String group = group("large", bob);
        String cursor = pages("", 500).getLast().at("/cursor").asText();
        IntStream.range(0, 60).forEach(i -> say(bob, group, "鸿".repeat(8_000)));
        awaitUnread(60);

        try (TestSocket socket = TestSocket.connect(server, alice)) {
            List<JsonNode> pages = socketPages(socket, cursor, 1_000);

            assertThat(pages).hasSizeGreaterThan(1);
            assertThat(pages).allMatch(page -> page.toString().getBytes(UTF_8).length < 1 << 20);
            assertThat(pages.stream().flatMap(page -> seqs(page, group).stream()))
                    .hasSize(60);
        }
    }

    @Test
    void whoeverLeftIsToldThatAndNoMore() {
        String group = group("left", bob);
        alice.rest()
                .patch("/v1/conversations/" + group + "/members/" + bob.id(), Map.of("role", "owner"))
                .expect(200);
        String cursor = pages("", 500).getLast().at("/cursor").asText();
        say(bob, group, "before");
        alice.rest().delete("/v1/conversations/" + group + "/members/me").expect(204);
        await().until(() -> ids(pages("", 500)).isEmpty());
        server.awaitInbox(alice);

        JsonNode answer = sync(cursor, 500).expect(200).json();

        assertThat(answer.at("/entries")).isEmpty();
        assertThat(answer.at("/conversations")).hasSize(1);
        assertThat(answer.at("/conversations/0/id").asText()).isEqualTo(group);
        assertThat(answer.at("/conversations/0/left").asBoolean()).isTrue();
    }

    @Test
    void aCursorThatIsNotOursIsAReset() {
        String id = group("mine");
        String foreign = bob.rest().get("/v1/sync").expect(200).text("/cursor");
        byte[] forged = Base64.getUrlDecoder()
                .decode(pages("", 500).getLast().at("/cursor").asText());
        forged[12] ^= 64;

        for (String cursor : List.of(
                foreign,
                Base64.getUrlEncoder().withoutPadding().encodeToString(forged),
                "rubbish",
                "%F0%9F%A6%A2",
                "AAAA")) {
            JsonNode answer = sync(cursor, 500).expect(200).json();
            assertThat(answer.at("/reset").asBoolean()).isTrue();
            assertThat(ids(List.of(answer))).containsExactly(id);
        }
    }

    @Test
    void refusesWhatIsOutOfRange() {
        for (String query : List.of("?limit=0", "?limit=1001", "?wait=-1", "?wait=61", "?wait=soon")) {
            assertThat(alice.rest().get("/v1/sync" + query).status()).as(query).isEqualTo(422);
        }
    }

    @Test
    void longPollingAnswersWhenSomethingHappens() {
        String group = group("news", bob);
        String cursor = pages("", 500).getLast().at("/cursor").asText();
        CompletableFuture<Answer> waiting = polling(cursor, 50);

        say(bob, group, "news");

        JsonNode answer = waiting.join().expect(200).json();
        assertThat(answer.at("/reset").asBoolean()).isFalse();
        assertThat(answer.at("/entries/0/body/text").asText()).isEqualTo("news");
    }

    @Test
    void notTooManyOfOneUserMayWait() {
        String cursor = pages("", 500).getLast().at("/cursor").asText();
        List<CompletableFuture<Answer>> waiting =
                IntStream.range(0, 17).mapToObj(i -> polling(cursor, 50)).toList();
        await().until(() -> waiting.stream().anyMatch(CompletableFuture::isDone));

        group("the end of waiting");

        assertThat(waiting.stream().map(answer -> answer.join().status()).filter(status -> status == 429))
                .hasSize(1);
    }

    /// Longer than the idle timeout of a connection.
    @Test
    @Tag("long")
    void longPollingOutlastsAnIdleConnection() {
        String cursor = alice.rest().get("/v1/sync").expect(200).text("/cursor");

        Answer answer = polling(cursor, 45).join();

        assertThat(answer.expect(200).text("/cursor")).isEqualTo(cursor);
    }

    /// Some send, read, mute, leave and return while devices of one of them sync now and then, each in its own way.
    @Test
    void devicesThatSyncNowAndThenHaveInTheEndWhatTheServerHas() {
        syncNowAndThen(1);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9, 10})
    void devicesThatSyncNowAndThenHaveInTheEndWhatTheServerHas(long seed) {
        syncNowAndThen(seed);
    }

    private void syncNowAndThen(long seed) {
        Random random = new Random(seed);
        List<String> groups = IntStream.range(0, 4)
                .mapToObj(i -> bob.rest()
                        .post(
                                "/v1/conversations",
                                Map.of(
                                        "kind",
                                        "group",
                                        "title",
                                        "random " + i,
                                        "memberIds",
                                        List.of(alice.id().toString())))
                        .expect(201)
                        .text("/id"))
                .toList();
        List<SyncClient> devices = List.of(new SyncClient(alice), new SyncClient(alice), new SyncClient(alice));
        try (TestSocket socket = TestSocket.connect(server, server.device(alice))) {
            for (int step = 0; step < 120; step++) {
                String group = groups.get(random.nextInt(groups.size()));
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> say(bob, group, "step " + step);
                    case 4 -> alice.rest().post("/v1/conversations/" + group + "/messages", message("mine at " + step));
                    case 5 ->
                        alice.rest().put("/v1/conversations/" + group + "/read", Map.of("seq", random.nextInt(1, 80)));
                    case 6 ->
                        alice.rest()
                                .patch(
                                        "/v1/conversations/" + group + "/settings",
                                        Map.of("muted", random.nextBoolean(), "pinned", random.nextBoolean()));
                    case 7 -> membership(group, random);
                    case 8 -> devices.get(2).take(ask(socket, devices.get(2).cursor(), 50));
                    default -> devices.get(random.nextInt(2)).page(random.nextBoolean() ? 3 : 100);
                }
            }
            devices.get(2).sync(7);
        }

        for (SyncClient device : devices) {
            await().untilAsserted(() -> {
                device.sync(100);
                hasWhatTheServerHas(device, seed);
            });
            assertThat(device.resets()).as("seed %d", seed).isZero();
        }
    }

    private void membership(String group, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> alice.rest().delete("/v1/conversations/" + group + "/members/me");
            case 1 -> bob.rest().patch("/v1/conversations/" + group, Map.of("title", "renamed " + random.nextInt(100)));
            default ->
                bob.rest()
                        .post(
                                "/v1/conversations/" + group + "/members",
                                Map.of("userIds", List.of(alice.id().toString())));
        }
    }

    private void hasWhatTheServerHas(SyncClient device, long seed) {
        Map<String, JsonNode> listed = new HashMap<>();
        JsonNode list =
                alice.rest().get("/v1/conversations?limit=200").expect(200).json();
        list.path("items").forEach(item -> listed.put(item.path("id").asText(), item));
        assertThat(device.conversations()).as("seed %d", seed).isEqualTo(listed);
        listed.forEach((id, conversation) -> {
            List<JsonNode> history = new ArrayList<>();
            alice.rest()
                    .get("/v1/conversations/" + id + "/entries?limit=200")
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(history::add);
            assertThat(List.copyOf(device.entries(id).values()))
                    .as("seed %d", seed)
                    .isEqualTo(history);
        });
    }

    /// A message is answered before its mailboxes have it, and then the inboxes.
    private void awaitUnread(long count) {
        await().until(() -> alice.rest()
                        .get("/v1/unread")
                        .expect(200)
                        .json()
                        .at("/total/unread")
                        .asLong()
                == count);
        server.awaitInbox(alice);
    }

    private CompletableFuture<Answer> polling(String cursor, int seconds) {
        return CompletableFuture.supplyAsync(
                () -> alice.rest().get("/v1/sync?cursor=" + cursor + "&wait=" + seconds), Thread::startVirtualThread);
    }

    private List<JsonNode> pages(String from, int limit) {
        List<JsonNode> pages = new ArrayList<>();
        String cursor = from;
        do {
            pages.add(sync(cursor, limit).expect(200).json());
            cursor = pages.getLast().at("/cursor").asText();
        } while (pages.getLast().at("/more").asBoolean());
        return pages;
    }

    private static List<JsonNode> socketPages(TestSocket socket, String from, int limit) {
        List<JsonNode> pages = new ArrayList<>();
        String cursor = from;
        do {
            pages.add(ask(socket, cursor, limit));
            cursor = pages.getLast().at("/cursor").asText();
        } while (pages.getLast().at("/more").asBoolean());
        return pages;
    }

    private static JsonNode ask(TestSocket socket, String cursor, int limit) {
        Map<String, Object> frame = new HashMap<>(Map.of("t", "sync", "limit", limit));
        if (!cursor.isEmpty()) {
            frame.put("cursor", cursor);
        }
        return socket.ask(frame);
    }

    private Answer sync(String cursor, int limit) {
        return alice.rest().get("/v1/sync?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
    }

    private static List<String> ids(List<JsonNode> pages) {
        List<String> ids = new ArrayList<>();
        pages.forEach(page -> page.at("/conversations")
                .forEach(conversation -> ids.add(conversation.get("id").asText())));
        return ids;
    }

    /// The entries of a conversation that a page has, in its order.
    private static List<Long> seqs(JsonNode page, String conversation) {
        List<Long> seqs = new ArrayList<>();
        page.at("/entries").forEach(entry -> {
            if (entry.path("conversationId").asText().equals(conversation)) {
                seqs.add(entry.path("seq").asLong());
            }
        });
        return seqs;
    }

    private static void say(TestUser user, String conversation, String text) {
        user.rest()
                .post("/v1/conversations/" + conversation + "/messages", message(text))
                .expect(201);
    }

    private static Map<String, Object> message(String text) {
        return Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", text));
    }

    private static void talk(TestSocket socket, String conversation, int count) {
        List<Long> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(socket.request(Chats.frame("conversationId", conversation, "message " + i)));
            // As the limit asks: the answer to the one before the last 200 is awaited.
            if (i >= 200) {
                socket.answer(requests.get(i - 200));
            }
        }
        requests.forEach(socket::answer);
    }

    private String group(String title, TestUser... others) {
        return Chats.group(alice, title, others).expect(201).text("/id");
    }
}
