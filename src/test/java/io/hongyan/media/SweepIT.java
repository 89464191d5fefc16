package io.hongyan.media;

import io.hongyan.media.storage.FolderStorage;
import io.hongyan.media.upload.Disposal;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MediaId;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What is thrown away, with the storage and the PostgreSQL of the real server.
final class SweepIT {

    private static final Duration KEPT = Duration.ofHours(24);

    private final TestServer server = TestServer.shared();
    private final MediaClient client = new MediaClient(server);
    private final TestUser anna = server.user("anna");
    private final TestUser bo = server.user("bo");
    private final Jdbi jdbi = server.jdbi().installPlugin(new SqlObjectPlugin());
    private final Path folder =
            Path.of(requireNonNull(server.engines().settings().get("HONGYAN_DATA")), "media");
    private final Disposal disposal = new Disposal(
            jdbi, jdbi.onDemand(MediaRepository.class), new FolderStorage(folder), KEPT, Clock.systemUTC());
    private final String chat = anna.rest()
            .post("/v1/conversations", Map.of("kind", "direct", "userId", bo.id()))
            .expect(201)
            .text("/id");

    @BeforeEach
    void awaitPeer() {
        await().until(() -> bo.rest().get("/v1/conversations/" + chat).status() == 200);
    }

    @Test
    void whatNobodyHasSentIsThrownAway() {
        String begun = client.begin(anna, "file", "a.bin", 10);
        client.append(anna, begun, 0, new byte[5]);
        String unsent = upload();
        String recent = upload();
        String sent = upload();
        assertThat(MediaClient.carry(anna, chat, "file", sent)).isEqualTo(201);
        letPass(begun, 25);
        letPass(unsent, 25);
        letPass(sent, 25);
        letPass(recent, 23);

        disposal.sweep();

        assertThat(client.received(anna, begun)).isEqualTo(-404);
        assertThat(client.received(anna, unsent)).isEqualTo(-404);
        assertThat(folder.resolve("pieces").resolve(begun)).isEmptyDirectory();
        assertThat(file(unsent)).doesNotExist();
        assertThat(client.content(anna, recent).statusCode()).isEqualTo(200);
        assertThat(client.content(bo, sent).statusCode()).isEqualTo(200);
    }

    @Test
    void whatTheLogRefusedIsThrownAwayAfterAWeek() {
        TestUser stranger = server.user("stranger");
        String id = client.upload(stranger, "file", "a.txt", "hello".getBytes(UTF_8));
        assertThat(MediaClient.carry(stranger, chat, "file", id)).isIn(403, 404);
        letPass(id, 6 * 24);

        disposal.sweep();
        assertThat(client.content(stranger, id).statusCode()).isEqualTo(200);
        letPass(id, 8 * 24);
        disposal.sweep();

        assertThat(client.received(stranger, id)).isEqualTo(-404);
    }

    @Test
    void whatWasSentLongAgoStays() {
        String id = upload();
        assertThat(MediaClient.carry(anna, chat, "file", id)).isEqualTo(201);
        // Until the projector has the message.
        await().until(() -> {
            disposal.sweep();
            return isSettled(id);
        });
        letPass(id, 8 * 24);

        disposal.sweep();

        assertThat(client.content(bo, id).statusCode()).isEqualTo(200);
        assertThat(Files.exists(file(id))).isTrue();
    }

    @Test
    void whatWasRecalledIsThrownAwayInTimeUnlessAnotherMessageCarriesIt() {
        String gone = upload();
        String saidAgain = upload();
        recall(send(gone));
        recall(send(saidAgain));
        send(saidAgain);
        // Until the projector has the recalls.
        await().until(() -> recalled() == 2);
        letPass(gone, 25);
        letPass(saidAgain, 25);

        disposal.sweep();
        assertThat(client.content(anna, gone).statusCode()).isEqualTo(200);
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE entry SET recalled_at = now() - interval '25 hours'"
                        + " WHERE conversation = :chat AND recalled_by IS NOT NULL")
                .bind("chat", Long.parseLong(chat))
                .execute());
        // The first forgets the messages, the second throws away what no message carries any more.
        disposal.sweep();
        disposal.sweep();

        assertThat(client.received(anna, gone)).isEqualTo(-404);
        assertThat(file(gone)).doesNotExist();
        assertThat(client.content(bo, saidAgain).statusCode()).isEqualTo(200);
        assertThat(anna.rest().delete("/v1/media/" + saidAgain).status()).isEqualTo(409);
    }

    /// Sends a message that carries it; the message's number.
    private long send(String id) {
        assertThat(MediaClient.carry(anna, chat, "file", id)).isEqualTo(201);
        return MediaClient.last(anna, chat).at("/seq").asLong();
    }

    private void recall(long seq) {
        anna.rest().delete("/v1/conversations/" + chat + "/messages/" + seq).expect(200);
    }

    private int recalled() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM entry WHERE conversation = :chat AND recalled_by IS NOT NULL")
                .bind("chat", Long.parseLong(chat))
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void whatIsBeingSentIsNotTakenBack() throws Exception {
        MediaId id = MediaId.valueOf(upload());
        MediaRepository media = jdbi.onDemand(MediaRepository.class);
        Instant now = Clock.systemUTC().instant();
        FutureTask<Boolean> takingBack = new FutureTask<>(() -> media.doom(id, now));
        try (Handle sending = jdbi.open()) {
            sending.begin();
            sending.attach(MediaRepository.class)
                    .refer(id, ConversationId.valueOf(chat), anna.id(), "being-sent", 1, now);
            Thread.startVirtualThread(takingBack);
            await().until(this::somebodyWaits);
            sending.commit();
        }

        assertThat(takingBack.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(media.find(id)).isPresent();
    }

    private boolean somebodyWaits() {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%media%'")
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    private String upload() {
        return client.upload(anna, "file", "a.txt", "hello".getBytes(UTF_8));
    }

    private Path file(String id) {
        return folder.resolve(Media.key("media", MediaId.valueOf(id)));
    }

    private boolean isSettled(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT settled FROM media_reference WHERE media = :id")
                .bind("id", Long.parseLong(id))
                .mapTo(Boolean.class)
                .one());
    }

    /// Whatever was done to it was done so many hours ago.
    private void letPass(String id, int hours) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("UPDATE media SET touched_at = now() - :hours * interval '1 hour' WHERE id = :id")
                    .bind("hours", hours)
                    .bind("id", Long.parseLong(id))
                    .execute();
            handle.createUpdate("UPDATE media_reference SET at = now() - :hours * interval '1 hour' WHERE media = :id")
                    .bind("hours", hours)
                    .bind("id", Long.parseLong(id))
                    .execute();
        });
    }
}
