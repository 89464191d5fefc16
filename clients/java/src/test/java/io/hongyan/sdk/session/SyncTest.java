package io.hongyan.sdk.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.outbox.MemoryOutbox;
import io.hongyan.sdk.rest.TokenSource;
import io.hongyan.sdk.timeline.MemoryProgress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.hongyan.sdk.session.FakeServer.frame;
import static io.hongyan.sdk.session.FakeServer.refused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// How a device gets everything there is, in order, and keeps how far it is.
final class SyncTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final VirtualLoop loop = new VirtualLoop();
    private final FakeServer server = new FakeServer(loop);
    private final Device device = device(1_000);

    private Device device(int history) {
        return new Device(loop, server, TokenSource.of("token-1"), new MemoryOutbox(), new MemoryProgress(), history);
    }

    private void connect() {
        device.session.start();
        loop.pass(SOON);
    }

    private void away(Runnable meanwhile) {
        server.down = true;
        server.cut();
        loop.pass(SOON);
        meanwhile.run();
        server.down = false;
        loop.pass(Duration.ofSeconds(3));
    }

    private void talk(String conversationId, int messages) {
        for (int i = 0; i < messages; i++) {
            server.append(conversationId, "6", null, "message " + i);
        }
    }

    private List<Entry> entries(String conversationId) {
        return requireNonNull(server.conversations().get(conversationId));
    }

    private List<JsonNode> asked(String type) {
        return server.heard.stream()
                .filter(frame -> frame.get("t").asText().equals(type))
                .toList();
    }

    @Test
    void aDeviceThatHasNothingIsShownEverything() {
        for (int i = 0; i < 7; i++) {
            talk("7" + i, 3 * i + 1);
        }

        connect();

        assertThat(device.store).isEqualTo(server.conversations());
        assertThat(asked("sync")).hasSize(4);
        assertThat(device.progress.cursor()).contains(server.cursor());
    }

    @Test
    void aDeviceThatHasNothingMayBeginWithTheNewest() {
        talk("71", 20);
        Device newcomer = device(5);
        newcomer.session.start();
        loop.pass(SOON);

        assertThat(newcomer.texts("71")).hasSize(5).last().isEqualTo("message 19");

        server.say("72", "of a conversation that came later");
        loop.pass(SOON);
        assertThat(newcomer.store.get("72")).isEqualTo(server.conversations().get("72"));
    }

    @Test
    void whatWasMissedComesWithTheNextConnection() {
        talk("71", 3);
        connect();

        away(() -> {
            talk("71", 9);
            talk("72", 2);
        });

        assertThat(device.store).isEqualTo(server.conversations());
        assertThat(asked("hello").get(1).get("cursor").asText()).isEqualTo("4");
    }

    @Test
    void aHoleIsFetchedBeforeWhatIsAboveItIsTold() {
        talk("71", 1);
        connect();

        talk("71", 9);
        server.say("71", "after the hole");
        loop.pass(SOON);

        assertThat(device.store).isEqualTo(server.conversations());
    }

    @Test
    void headsAreFetched() {
        talk("71", 1);
        connect();

        talk("71", 6);
        talk("72", 2);
        ObjectNode heads = frame("heads");
        heads.putArray("heads")
                .add(Json.MAPPER
                        .createObjectNode()
                        .put("conversationId", "71")
                        .put("seq", 8)
                        .put("ordinal", 7))
                .add(Json.MAPPER
                        .createObjectNode()
                        .put("conversationId", "72")
                        .put("seq", 3)
                        .put("ordinal", 2));
        server.write(heads);
        loop.pass(SOON);

        assertThat(device.store).isEqualTo(server.conversations());
    }

    @Test
    void whatIsToldTwiceIsAppliedOnce() {
        connect();

        JsonNode entry = Json.MAPPER.valueToTree(server.say("71", "once"));
        server.write(frame("entry").set("entry", entry));
        ObjectNode together = frame("entries");
        together.putArray("entries").add(entry).add(entry);
        server.write(together);
        loop.pass(SOON);

        assertThat(device.store).isEqualTo(server.conversations());
    }

    @Test
    void anEntryOfAConversationThatNobodyHasHeardOfIsKeptUntilItIsKnown() {
        connect();
        talk("71", 5);

        server.say("71", "the first that is pushed");
        loop.pass(SOON);

        assertThat(device.store).isEqualTo(server.conversations());
    }

    @Test
    void aCursorIsKeptOnlyWhenNothingIsMissingThatItCovers() {
        talk("71", 1);
        connect();
        server.instead = frame -> frame.get("t").asText().equals("fetch") ? refused("unavailable") : null;
        talk("71", 2);
        server.say("71", "after a hole");
        server.write(unreadWith(server.cursor()));
        loop.pass(SOON);
        assertThat(device.progress.cursor()).contains("2");

        server.instead = frame -> null;
        loop.pass(Duration.ofSeconds(2));

        assertThat(device.progress.cursor()).contains(server.cursor());
        assertThat(asked("ack"))
                .last()
                .satisfies(ack -> assertThat(ack.get("cursor").asText()).isEqualTo(server.cursor()));
        assertThat(device.store).isEqualTo(server.conversations());
    }

    private static ObjectNode unreadWith(String cursor) {
        ObjectNode unread = frame("unread").put("version", 70).put("cursor", cursor);
        unread.putArray("conversations");
        unread.putObject("total").put("unread", 0).put("mentions", 0);
        return unread;
    }

    @Test
    void aCompleteSnapshotDropsWhatItLacks() {
        talk("71", 2);
        talk("72", 2);
        talk("73", 2);
        connect();
        server.resets = true;

        away(() -> {
            server.conversations().remove("72");
            talk("73", 1);
        });

        assertThat(device.store).isEqualTo(server.conversations());
        assertThat(device.heard(Event.ConversationDropped.class)).containsExactly(new Event.ConversationDropped("72"));
    }

    @Test
    void aResetVoidsWhatTheServerHasNotAnyMore() {
        talk("71", 5);
        connect();
        server.resets = true;

        away(() -> {
            entries("71").subList(3, 6).clear();
            server.append("72", "6", null, "so that the cursor is old");
        });
        assertThat(device.heard(Event.Rewound.class)).containsExactly(new Event.Rewound("71", 3));
        assertThat(device.store).isEqualTo(server.conversations());

        server.say("71", "another message 4");
        loop.pass(SOON);
        assertThat(device.store).isEqualTo(server.conversations());
    }

    @Test
    void aSyncThatIsNotAnsweredIsAskedAgain() {
        talk("71", 3);
        server.instead = frame ->
                frame.get("t").asText().equals("sync") && asked("sync").size() < 3 ? refused("unavailable") : null;

        connect();
        loop.pass(Duration.ofSeconds(5));

        assertThat(device.store).isEqualTo(server.conversations());
        assertThat(device.heard(Event.Synced.class)).hasSize(1);
    }

    @Test
    void aDeviceStartedAnewGoesOnWhereItWas() {
        talk("71", 3);
        connect();
        device.session.close();
        loop.pass(SOON);
        talk("71", 2);

        Device again = new Device(loop, server, TokenSource.of("token-1"), new MemoryOutbox(), device.progress, 1_000);
        again.session.start();
        loop.pass(SOON);

        assertThat(again.store.get("71")).isEqualTo(entries("71").subList(4, 6));
    }
}
