package io.hongyan.mailbox;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Groups that change their fan-out while people talk in them: nobody notices.
final class FanoutIT {

    /// The first tier of the shipped configuration, and what a group has to fall below to return to it.
    private static final int TIER = 500;

    private static final int BELOW = 450;

    private static final int LEAVING_AT_ONCE = 8;

    /// For everything that was said to a crowd to reach its mailboxes.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestServer server = TestServer.shared();

    @Test
    void aGroupThatOutgrowsItsTierAndShrinksAgainLosesAndDoublesNothing() {
        List<TestUser> people = server.users("crowd", TIER + 30);
        TestUser owner = people.getFirst();
        String group = group(owner, people.subList(1, TIER - 10));
        List<TestUser> watchers = people.subList(1, 4);
        List<TestSocket> sockets =
                watchers.stream().map(user -> TestSocket.connect(server, user)).toList();
        assertThat(fanout(owner, group)).isEqualTo("write");

        AtomicBoolean talking = new AtomicBoolean(true);
        List<CompletableFuture<Long>> senders = people.subList(4, 6).stream()
                .map(user ->
                        CompletableFuture.supplyAsync(() -> talk(user, group, talking), Thread::startVirtualThread))
                .toList();
        add(owner, group, people.subList(TIER - 10, TIER + 30));
        awaitFanout(watchers.getFirst(), "read", group);
        long readMark = head(owner, group);
        watchers.get(1)
                .rest()
                .put(path(group) + "/read", Map.of("seq", readMark))
                .expect(200);
        try (ExecutorService several = Executors.newFixedThreadPool(LEAVING_AT_ONCE)) {
            people.subList(BELOW - 5, TIER + 30).stream()
                    .map(leaver -> CompletableFuture.runAsync(() -> leave(leaver, group), several))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        awaitFanout(watchers.getFirst(), "write", group);
        talking.set(false);
        long sent = senders.stream().mapToLong(CompletableFuture::join).sum();

        long head = head(owner, group);
        for (int i = 0; i < watchers.size(); i++) {
            TestUser user = watchers.get(i);
            await().atMost(PATIENCE)
                    .until(() -> conversation(user, group).at("/head/seq").asLong() == head);
            long unread = i == 1 ? unreadAfter(owner, group, readMark, head) : sent;
            await().untilAsserted(() ->
                    assertThat(conversation(user, group).at("/unread").asLong()).isEqualTo(unread));
            assertTold(sockets.get(i), user, group, head);
        }
        sockets.forEach(TestSocket::close);
    }

    @Test
    void anAdministratorSwitchesAGroupWhileItTalks() {
        List<TestUser> people = server.users("switched", 5);
        TestUser owner = people.getFirst();
        String group = group(owner, people.subList(1, 5));
        TestUser watcher = people.get(1);
        try (TestSocket socket = TestSocket.connect(server, watcher)) {
            AtomicBoolean talking = new AtomicBoolean(true);
            List<CompletableFuture<Long>> senders = people.subList(2, 5).stream()
                    .map(user ->
                            CompletableFuture.supplyAsync(() -> talk(user, group, talking), Thread::startVirtualThread))
                    .toList();
            for (int i = 0; i < 10; i++) {
                String mode = i % 2 == 0 ? "read" : "write";
                override(group, mode);
                awaitFanout(watcher, mode, group);
            }
            talking.set(false);
            long sent = senders.stream().mapToLong(CompletableFuture::join).sum();

            long head = head(owner, group);
            await().untilAsserted(() -> assertThat(
                            conversation(watcher, group).at("/unread").asLong())
                    .isEqualTo(sent));
            assertTold(socket, watcher, group, head);
        }
    }

    @Test
    void everythingCountsInReadModeAsItDoesOtherwise() {
        List<TestUser> people = server.users("reading", 3);
        TestUser owner = people.getFirst();
        TestUser reader = people.get(1);
        String quiet = group(owner, people.subList(1, 3));
        String group = group(owner, people.subList(1, 3));
        override(group, "read");
        override(quiet, "read");
        awaitFanout(reader, "read", group, quiet);

        send(owner, quiet, List.of());
        send(owner, group, List.of("all"));
        send(owner, group, List.of(reader.id().toString()));
        send(reader, group, List.of());
        long last = send(owner, group, List.of());
        awaitTotal(reader, 4, 2);
        assertThat(listed(reader)).containsExactly(group, quiet);

        settings(reader, quiet, Map.of("muted", true, "pinned", true));
        awaitTotal(reader, 3, 2);
        assertThat(listed(reader)).containsExactly(quiet, group);

        JsonNode marked = reader.rest()
                .put(path(group) + "/read", Map.of("seq", last - 2))
                .expect(200)
                .json();
        assertThat(marked.at("/unread").asLong()).isEqualTo(1);
        assertThat(marked.at("/total/unread").asLong()).isEqualTo(1);
        assertThat(marked.at("/total/mentions").asLong()).isZero();

        settings(reader, group, Map.of("hidden", true));
        awaitTotal(reader, 0, 0);
        assertThat(listed(reader)).containsExactly(quiet);
        reader.rest().put(path(quiet) + "/unread", Map.of()).expect(200);
        send(owner, group, List.of());
        awaitTotal(reader, 1, 0);
        assertThat(listed(reader)).containsExactly(quiet, group);

        reader.rest().delete(path(group) + "/members/me").expect(204);
        awaitTotal(reader, 0, 0);
        assertThat(listed(reader)).containsExactly(quiet);
        add(owner, group, List.of(reader));
        send(owner, group, List.of());
        awaitTotal(reader, 1, 0);

        owner.rest().delete(path(group)).expect(204);
        awaitTotal(reader, 0, 0);
    }

    @Test
    void whatWasRecalledInReadModeStaysOutOfTheCountInWriteMode() {
        List<TestUser> people = server.users("recalling", 2);
        TestUser owner = people.getFirst();
        TestUser reader = people.get(1);
        String group = group(owner, List.of(reader));
        override(group, "read");
        long slip = send(owner, group, List.of("all"));
        send(owner, group, List.of());
        owner.rest().delete(path(group) + "/messages/" + slip).expect(200);
        awaitTotal(reader, 1, 0);

        override(group, "write");
        awaitFanout(reader, "write", group);

        awaitTotal(reader, 1, 0);
        send(owner, group, List.of());
        awaitTotal(reader, 2, 0);
    }

    @Test
    void onlyAdministratorsSayHowAConversationIsFannedOut() {
        TestUser owner = server.user("owner");
        String group = group(owner, List.of());
        String fanout = "/v1/admin/conversations/" + group + "/fanout";

        assertThat(owner.rest().put(fanout, Map.of("mode", "read")).status()).isEqualTo(404);
        assertThat(server.administrator().put(fanout, Map.of("mode", "fast")).status())
                .isEqualTo(422);
        assertThat(server.administrator()
                        .put("/v1/admin/conversations/404/fanout", Map.of("mode", "read"))
                        .status())
                .isEqualTo(404);
        override(group, "read");
        awaitFanout(owner, "read", group);
        override(group, "auto");
        awaitFanout(owner, "write", group);

        assertThat(server.audited("override fan-out", group)).containsExactly("READ", "AUTO");
    }

    /// Every entry once and in order from the first that was pushed to the head; versions grow, each total is the sum
    /// of what was told, and in the end that is what everybody else is told.
    private static void assertTold(TestSocket socket, TestUser user, String group, long head) {
        await().untilAsserted(() -> assertThat(socket.entries())
                .isNotEmpty()
                .last()
                .satisfies(entry -> assertThat(entry.at("/seq").asLong()).isEqualTo(head)));
        List<Long> seqs = socket.entries().stream()
                .filter(entry -> entry.at("/conversationId").asText().equals(group))
                .map(entry -> entry.at("/seq").asLong())
                .toList();
        assertThat(seqs)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(seqs.getFirst(), head).boxed().toList());

        JsonNode now = user.rest().get("/v1/unread").expect(200).json();
        await().untilAsserted(() -> {
            JsonNode last = unreadFrames(socket).getLast();
            assertThat(last.at("/version")).isEqualTo(now.at("/version"));
            assertThat(last.at("/total")).isEqualTo(now.at("/total"));
        });
        long version = -1;
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode frame : unreadFrames(socket)) {
            assertThat(frame.at("/version").asLong()).isGreaterThan(version);
            version = frame.at("/version").asLong();
            frame.at("/conversations")
                    .forEach(item -> counts.put(
                            item.at("/id").asText(),
                            item.at("/muted").asBoolean()
                                    ? 0
                                    : item.at("/unread").asLong()));
            if (counts.containsKey(group)) {
                assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(frame.at("/total/unread").asLong());
            }
        }
    }

    private static List<JsonNode> unreadFrames(TestSocket socket) {
        return socket.frames().stream()
                .filter(frame -> frame.path("t").asText().equals("unread"))
                .toList();
    }

    private long talk(TestUser user, String group, AtomicBoolean talking) {
        long sent = 0;
        while (talking.get()) {
            send(user, group, List.of());
            sent++;
        }
        return sent;
    }

    /// How many messages others sent after an entry.
    private static long unreadAfter(TestUser owner, String group, long seq, long head) {
        List<JsonNode> entries = new ArrayList<>();
        for (long after = seq; after < head; after += 200) {
            owner.rest()
                    .get(path(group) + "/entries?limit=200&after=" + after)
                    .expect(200)
                    .json()
                    .at("/items")
                    .forEach(entries::add);
        }
        return entries.stream()
                .filter(entry -> entry.at("/type").asText().equals("message"))
                .count();
    }

    private static long send(TestUser user, String group, List<String> mentions) {
        Map<String, Object> message = new HashMap<>(
                Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", "hello")));
        if (!mentions.isEmpty()) {
            message.put("mentions", mentions);
        }
        return user.rest()
                .post(path(group) + "/messages", message)
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
    }

    private static String group(TestUser owner, List<TestUser> members) {
        List<String> ids = members.stream().map(user -> user.id().toString()).toList();
        return owner.rest()
                .post("/v1/conversations", Map.of("kind", "group", "title", "fan-out", "memberIds", ids))
                .expect(201)
                .text("/id");
    }

    private static void add(TestUser owner, String group, List<TestUser> members) {
        List<String> ids = members.stream().map(user -> user.id().toString()).toList();
        owner.rest().post(path(group) + "/members", Map.of("userIds", ids)).expect(200);
    }

    private static void leave(TestUser member, String group) {
        member.rest().delete(path(group) + "/members/me").expect(204);
    }

    private void override(String group, String mode) {
        server.administrator()
                .put("/v1/admin/conversations/" + group + "/fanout", Map.of("mode", mode))
                .expect(200);
    }

    private static void settings(TestUser user, String group, Map<String, Object> settings) {
        user.rest().patch(path(group) + "/settings", settings).expect(200);
    }

    private static void awaitFanout(TestUser user, String mode, String... groups) {
        for (String group : groups) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(fanout(user, group)).isEqualTo(mode));
        }
    }

    private static void awaitTotal(TestUser user, long unread, long mentions) {
        await().untilAsserted(() -> {
            JsonNode now = user.rest().get("/v1/unread").expect(200).json();
            assertThat(now.at("/total/unread").asLong()).isEqualTo(unread);
            assertThat(now.at("/total/mentions").asLong()).isEqualTo(mentions);
            long sum = 0;
            for (JsonNode item : now.at("/conversations")) {
                sum += item.at("/muted").asBoolean() ? 0 : item.at("/unread").asLong();
            }
            assertThat(sum).isEqualTo(unread);
        });
    }

    private static List<String> listed(TestUser user) {
        List<String> ids = new ArrayList<>();
        user.rest()
                .get("/v1/conversations")
                .expect(200)
                .json()
                .at("/items")
                .forEach(item -> ids.add(item.at("/id").asText()));
        return ids;
    }

    private static JsonNode conversation(TestUser user, String group) {
        return user.rest().get(path(group)).expect(200).json();
    }

    private static String fanout(TestUser user, String group) {
        return conversation(user, group).at("/fanout").asText();
    }

    private static long head(TestUser user, String group) {
        return user.rest()
                .get(path(group) + "/entries?limit=1")
                .expect(200)
                .json()
                .at("/headSeq")
                .asLong();
    }

    private static String path(String group) {
        return "/v1/conversations/" + group;
    }
}
