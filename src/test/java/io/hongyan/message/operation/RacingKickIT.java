package io.hongyan.message.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/// Somebody who is removed while they edit, react, pin and recall, over several connections at once: each of it is in
/// the timeline before their removal, or was never done.
final class RacingKickIT {

    private static final int OF_EACH = 5;
    private static final int CALLERS = 3;

    private final TestServer server = TestServer.shared();
    private final TestUser owner = server.user("owner");
    private final TestUser kicked = server.user("kicked");
    private final TestUser reader = server.user("reader");
    private String group = "";

    /// Something that is done to a message: over REST, or over a socket.
    private record Deed(String type, long target) {

        Answer ask(TestUser user, String group) {
            String message = path(group) + "/messages/" + target;
            return switch (type) {
                case "edit" -> user.rest().patch(message, Map.of("clientId", id(), "body", Map.of("text", "edited")));
                case "reaction" -> user.rest().put(message + "/reactions/" + URLEncoder.encode("🪿", UTF_8), Map.of());
                case "pin" -> user.rest().put(message + "/pin", Map.of());
                default -> user.rest().delete(message);
            };
        }

        JsonNode ask(TestSocket socket, String group) {
            Map<String, ?> about = Map.of("conversationId", group, "target", target);
            Map<String, ?> what = switch (type) {
                case "edit" -> Map.of("t", "edit", "clientId", id(), "body", Map.of("text", "edited"));
                case "reaction" -> Map.of("t", "react", "emoji", "🪿", "on", true);
                case "pin" -> Map.of("t", "pin", "on", true);
                default -> Map.of("t", "recall");
            };
            Map<String, Object> frame = new HashMap<>(about);
            frame.putAll(what);
            return socket.ask(frame);
        }
    }

    /// How a deed was answered: with the number of its entry, or the code of a problem.
    private record Answered(Deed deed, long seq, @Nullable String problem) {

        static Answered of(Deed deed, Answer answer) {
            return answer.status() == 200
                    ? new Answered(deed, answer.json().at("/seq").asLong(), null)
                    : new Answered(deed, 0, answer.text("/code"));
        }

        static Answered of(Deed deed, JsonNode frame) {
            return frame.at("/t").asText().equals("ok")
                    ? new Answered(deed, frame.at("/seq").asLong(), null)
                    : new Answered(deed, 0, frame.at("/error/code").asText());
        }

        boolean isDone() {
            return problem == null;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eachIsDoneBeforeTheRemovalOrNotAtAll(long seed) throws Exception {
        Random random = new Random(seed);
        List<Deed> deeds = prepare(seed % 2 == 0 ? "read" : "write");
        Collections.shuffle(deeds, random);
        int before = random.nextInt(deeds.size());

        try (TestSocket readers = TestSocket.connect(server, reader);
                TestSocket theirs = TestSocket.connect(server, kicked)) {
            List<Answered> answers = race(deeds, before, theirs);
            long last = Chats.say(owner, group).expect(201).json().at("/seq").asLong();
            readers.entry("what is said last", entry -> entry.at("/seq").asLong() == last);

            List<JsonNode> timeline = timeline();
            long removed = timeline.stream()
                    .filter(RacingKickIT::isRemoval)
                    .findAny()
                    .orElseThrow()
                    .at("/seq")
                    .asLong();
            assertInOrder(answers, timeline, removed);
            assertNothingWasDoneUnseen(answers);
            assertThat(readers.entries())
                    .filteredOn(this::isTheirs)
                    .allMatch(entry -> entry.at("/seq").asLong() < removed);
            assertThat(theirs.entries())
                    .extracting(entry -> entry.at("/seq").asLong())
                    .allMatch(seq -> seq <= removed);
        }
    }

    /// A group with messages for each deed, so that none is in the way of another.
    private List<Deed> prepare(String mode) {
        group = Chats.group(owner, "geese", kicked, reader).expect(201).text("/id");
        server.administrator()
                .put("/v1/admin/conversations/" + group + "/fanout", Map.of("mode", mode))
                .expect(200);
        owner.rest()
                .patch(path(group) + "/members/" + kicked.id(), Map.of("role", "admin"))
                .expect(200);
        for (TestUser member : List.of(kicked, reader)) {
            await().until(() -> member.rest().get(path(group)).status() == 200);
        }
        List<Deed> deeds = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            deeds.add(new Deed("edit", say(kicked)));
            deeds.add(new Deed("reaction", say(reader)));
            deeds.add(new Deed("pin", say(reader)));
            deeds.add(new Deed("recall", say(reader)));
        }
        return deeds;
    }

    private long say(TestUser user) {
        return Chats.say(user, group).expect(201).json().at("/seq").asLong();
    }

    /// Does all of it, and removes them when so many deeds have begun.
    private List<Answered> race(List<Deed> deeds, int before, TestSocket socket) throws Exception {
        Queue<Deed> todo = new ConcurrentLinkedQueue<>(deeds);
        Queue<Answered> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch begun = new CountDownLatch(before);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Function<Deed, Answered>> ways =
                    new ArrayList<>(Collections.nCopies(CALLERS, deed -> Answered.of(deed, deed.ask(kicked, group))));
            ways.add(deed -> Answered.of(deed, deed.ask(socket, group)));
            List<? extends Future<?>> callers = ways.stream()
                    .map(way -> threads.submit(() -> {
                        for (Deed deed = todo.poll(); deed != null; deed = todo.poll()) {
                            begun.countDown();
                            answers.add(way.apply(deed));
                        }
                    }))
                    .toList();
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            owner.rest().delete(path(group) + "/members/" + kicked.id()).expect(204);
            for (Future<?> caller : callers) {
                caller.get(1, TimeUnit.MINUTES);
            }
        }
        return List.copyOf(answers);
    }

    private void assertInOrder(List<Answered> answers, List<JsonNode> timeline, long removed) {
        assertThat(answers).hasSize(4 * OF_EACH);
        assertThat(answers)
                .filteredOn(answered -> !answered.isDone())
                .allMatch(answered -> List.of("notMember", "notFound").contains(answered.problem()));
        List<JsonNode> done = timeline.stream()
                .filter(this::isTheirs)
                .filter(entry -> entry.has("target"))
                .toList();
        assertThat(done)
                .extracting(
                        entry -> new Deed(
                                entry.at("/type").asText(), entry.at("/target").asLong()),
                        entry -> entry.at("/seq").asLong())
                .containsExactlyInAnyOrderElementsOf(answers.stream()
                        .filter(Answered::isDone)
                        .map(answered -> tuple(answered.deed(), answered.seq()))
                        .toList());
        assertThat(done).allMatch(entry -> entry.at("/seq").asLong() < removed);
    }

    private void assertNothingWasDoneUnseen(List<Answered> answers) {
        await().untilAsserted(() -> assertThat(pins())
                .containsExactlyInAnyOrderElementsOf(answers.stream()
                        .filter(Answered::isDone)
                        .map(Answered::deed)
                        .filter(deed -> deed.type().equals("pin"))
                        .map(Deed::target)
                        .toList()));
        for (Answered answered : answers) {
            JsonNode shown = timeline(answered.deed().target());
            boolean looksDone = switch (answered.deed().type()) {
                case "edit" -> shown.has("editedAt");
                case "reaction" -> shown.has("reactions");
                case "recall" -> shown.at("/recalled").asBoolean();
                default -> answered.isDone();
            };
            assertThat(looksDone).as("%s", answered).isEqualTo(answered.isDone());
        }
    }

    private List<Long> pins() {
        JsonNode pinned =
                reader.rest().get(path(group) + "/pins").expect(200).json().at("/items");
        return StreamSupport.stream(pinned.spliterator(), false)
                .map(entry -> entry.at("/seq").asLong())
                .toList();
    }

    private List<JsonNode> timeline() {
        JsonNode items = reader.rest()
                .get(path(group) + "/entries?limit=200")
                .expect(200)
                .json()
                .at("/items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private JsonNode timeline(long seq) {
        return timeline().stream()
                .filter(entry -> entry.at("/seq").asLong() == seq)
                .findAny()
                .orElseThrow();
    }

    private boolean isTheirs(JsonNode entry) {
        return entry.at("/senderId").asText().equals(kicked.id().toString());
    }

    private static boolean isRemoval(JsonNode entry) {
        return entry.at("/body/action").asText().equals("removed");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String path(String group) {
        return "/v1/conversations/" + group;
    }
}
