package io.hongyan.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Chats;
import io.hongyan.testing.EventReader;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class EventsIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final String group = Chats.group(bob, "events", alice).expect(201).text("/id");

    /// A stream that starts before the creation has reached alice's mailbox begins with an empty snapshot, rightly.
    @BeforeEach
    void aliceHasTheGroup() {
        await().until(() -> alice.rest()
                .get("/v1/conversations")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText()
                .equals(group));
    }

    @Test
    void aSnapshotIsFollowedByWhatHappens() {
        try (EventReader events = EventReader.open(server, alice, "", Map.of("Accept-Encoding", "gzip"))) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Content-Type")).startsWith("text/event-stream");
            assertThat(events.header("Content-Encoding")).isEmpty();
            EventReader.Event first = events.event(_ -> true);
            assertThat(first.data().at("/conversations/0/id").asText()).isEqualTo(group);
            assertThat(first.id()).isEqualTo(first.data().path("cursor").asText());

            say("hello");

            EventReader.Event second = events.event(
                    event -> event.data().at("/entries/0/body/text").asText().equals("hello"));
            assertThat(second.data().path("reset").asBoolean()).isFalse();
        }
    }

    @Test
    void goesOnFromACursor() {
        SyncClient client = new SyncClient(alice);
        client.sync(500);
        say("missed");

        try (EventReader events = EventReader.open(server, alice, "?cursor=" + client.cursor(), Map.of())) {
            EventReader.Event first =
                    events.event(event -> !event.data().path("entries").isEmpty());
            assertThat(seqs(first.data())).containsExactly(2L);
        }
    }

    /// The connection is cut again and again, wherever it is.
    @Test
    void goingOnFromTheLastEventLosesNothing() {
        Random random = new Random(1);
        List<Long> received = new ArrayList<>();
        EventReader events = EventReader.open(server, alice, "", Map.of());
        String last =
                events.event(event -> !event.data().path("more").asBoolean()).id();
        events.close();
        for (int i = 0; i < 40; i++) {
            try (EventReader reader = EventReader.resume(server, alice, last)) {
                IntStream.range(0, 5).forEach(message -> say("message"));
                if (random.nextBoolean()) {
                    reader.event(_ -> true);
                }
                for (EventReader.Event event : reader.events()) {
                    received.addAll(seqs(event.data()));
                    last = event.id();
                }
            }
        }
        try (EventReader reader = EventReader.resume(server, alice, last)) {
            await().untilAsserted(() -> {
                List<Long> all = new ArrayList<>(received);
                reader.events().forEach(event -> all.addAll(seqs(event.data())));
                assertThat(all)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(2, 201).boxed().toList());
            });
        }
    }

    @Test
    void aCursorThatIsNotOursIsAReset() {
        try (EventReader events = EventReader.resume(server, alice, "rubbish")) {
            assertThat(events.event(_ -> true).data().path("reset").asBoolean()).isTrue();
        }
    }

    @Test
    void aDeviceHasOneStream() {
        try (EventReader older = EventReader.open(server, alice, "", Map.of())) {
            older.event(_ -> true);
            try (EventReader newer = EventReader.open(server, alice, "", Map.of())) {
                newer.event(_ -> true);

                assertThat(older.awaitEnd()).isEqualTo("end");
                say("only here");
                newer.event(event -> seqs(event.data()).contains(2L));
                assertThat(older.events()).noneMatch(event -> seqs(event.data()).contains(2L));
            }
        }
    }

    @Test
    void aUserHasNotTooMany() {
        List<EventReader> open = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                open.add(EventReader.open(server, server.device(alice), "", Map.of()));
                assertThat(open.getLast().status()).isEqualTo(200);
            }
            assertThat(server.device(alice).rest().get("/v1/events").status()).isEqualTo(429);
        } finally {
            open.forEach(EventReader::close);
        }
    }

    @Test
    void endsWithItsLogin() {
        try (EventReader events = EventReader.open(server, alice, "", Map.of())) {
            events.event(_ -> true);

            alice.rest().delete("/v1/tokens/current").expect(204);

            assertThat(events.awaitEnd()).isEqualTo("end");
        }
    }

    @Test
    void endsWithItsToken() {
        JsonNode minted = server.administrator()
                .post("/v1/admin/tokens", Map.of("userIds", List.of(alice.id()), "lifeSeconds", 5))
                .expect(201)
                .json()
                .at("/items/0");
        TestUser shortly = new TestUser(
                alice.id(),
                alice.name(),
                alice.device(),
                minted.get("accessToken").asText(),
                server.rest());

        try (EventReader events = EventReader.open(server, shortly, "", Map.of())) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.awaitEnd()).isEqualTo("end");
        }
    }

    @Test
    void nobodyReadsThemWithoutAToken() {
        assertThat(server.rest().get("/v1/events").status()).isEqualTo(401);
    }

    private List<Long> seqs(JsonNode data) {
        List<Long> seqs = new ArrayList<>();
        data.path("entries").forEach(entry -> seqs.add(entry.path("seq").asLong()));
        return seqs;
    }

    private void say(String text) {
        bob.rest()
                .post(
                        "/v1/conversations/" + group + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", text)))
                .expect(201);
    }
}
