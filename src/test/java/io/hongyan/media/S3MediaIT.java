package io.hongyan.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.media.content.SamplePictures;
import io.hongyan.media.storage.TestS3;
import io.hongyan.media.upload.Disposal;
import io.hongyan.streams.id.MediaId;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A server that keeps its media in a bucket: from the upload to what is thrown away.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("apart")
@Tag("long")
final class S3MediaIT {

    private static final Duration KEPT = Duration.ofHours(24);

    private final TestS3 bucket = TestS3.start("s3-bucket");
    private final TestServer server = TestServer.start(bucket.settings());
    private final MediaClient client = new MediaClient(server);
    private final TestUser anna = server.user("anna");
    private final TestUser bo = server.user("bo");
    private final String chat = Chats.direct(anna, bo).expect(201).text("/id");

    @AfterAll
    void stop() {
        server.close();
        bucket.close();
    }

    @Test
    void aPictureIsSentAndSeen() throws IOException {
        String id = client.upload(anna, "image", "a.png", SamplePictures.of("png", 1_000, 500));

        assertThat(MediaClient.carry(anna, chat, "image", id)).isEqualTo(201);

        await().until(() -> client.content(bo, id).statusCode() == 200);
        byte[] whole = client.content(bo, id).body();
        assertThat(ImageIO.read(new ByteArrayInputStream(whole)).getWidth()).isEqualTo(1_000);
        byte[] thumbnail = client.read(bo, "/v1/media/" + id + "/thumbnail").body();
        assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail)).getWidth()).isEqualTo(400);
        assertThat(keys(id)).containsExactlyInAnyOrder(key("media", id), key("thumbnails", id));
        assertThat(Path.of(requireNonNull(server.engines().settings().get("HONGYAN_DATA")), "media"))
                .doesNotExist();
        HttpResponse<byte[]> part = client.content(bo, id, "Range", "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));
        JsonNode links = bo.rest()
                .post("/v1/media/" + id + "/links", Map.of())
                .expect(200)
                .json();
        assertThat(client.read(null, links.at("/content").asText()).body()).isEqualTo(whole);
        assertThat(client.read(null, links.at("/content").asText(), "Range", "bytes=-5")
                        .body())
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 5, whole.length));
        assertThat(client.read(null, links.at("/thumbnail").asText()).body()).isEqualTo(thumbnail);
    }

    @Test
    void anUploadIsResumedWhereItWasCut() throws IOException {
        byte[] bytes = new byte[10 << 20];
        new Random(1).nextBytes(bytes);
        String id = client.begin(anna, "file", "noise.bin", bytes.length);
        client.breakOff(anna, id, 0, bytes.length, Arrays.copyOf(bytes, 9 << 20));
        await().until(() -> client.received(anna, id) == 9 << 20);

        assertThat(client.append(anna, id, 9 << 20, Arrays.copyOfRange(bytes, 9 << 20, bytes.length))
                        .statusCode())
                .isEqualTo(204);

        assertThat(client.content(anna, id).body()).isEqualTo(bytes);
        HttpResponse<byte[]> part = client.content(anna, id, "Range", "bytes=8388600-8388619");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 8_388_600, 8_388_620));
    }

    @Test
    void whileTheBucketIsAwayEverythingIsAskedForLater() {
        String id = client.upload(anna, "file", "a.txt", "hello".getBytes(UTF_8));
        String begun = client.begin(anna, "file", "b.txt", 10);
        assertThat(client.append(anna, begun, 0, "hello".getBytes(UTF_8)).statusCode())
                .isEqualTo(204);
        String link = anna.rest()
                .post("/v1/media/" + id + "/links", Map.of())
                .expect(200)
                .text("/content");

        bucket.goAway();
        try {
            Answer answer = anna.rest().get("/v1/media/" + id + "/content");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("/code")).isEqualTo("unavailable");
            assertThat(client.read(null, link).statusCode()).isEqualTo(503);
            assertThat(client.append(anna, begun, 5, "there".getBytes(UTF_8)).statusCode())
                    .isEqualTo(503);
            assertThat(client.received(anna, begun)).isEqualTo(5);
            // Who talks needs no bucket.
            assertThat(Chats.say(anna, chat).status()).isEqualTo(201);
        } finally {
            bucket.comeBack();
        }

        assertThat(client.content(anna, id).body()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(client.append(anna, begun, 5, "there".getBytes(UTF_8)).statusCode())
                .isEqualTo(204);
        assertThat(client.content(anna, begun).body()).isEqualTo("hellothere".getBytes(UTF_8));
    }

    @Test
    void whatNobodyHasSentIsThrownAway() {
        String begun = client.begin(anna, "file", "a.bin", 10);
        client.append(anna, begun, 0, new byte[5]);
        String unsent = client.upload(anna, "image", "a.png", SamplePictures.of("png", 40, 40));
        String sent = client.upload(anna, "file", "a.txt", "hello".getBytes(UTF_8));
        assertThat(MediaClient.carry(anna, chat, "file", sent)).isEqualTo(201);
        Jdbi jdbi = server.jdbi().installPlugin(new SqlObjectPlugin());
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE media SET touched_at = now() - interval '25 hours' WHERE id IN (?, ?, ?)",
                Long.valueOf(begun),
                Long.valueOf(unsent),
                Long.valueOf(sent)));
        Disposal disposal =
                new Disposal(jdbi, jdbi.onDemand(MediaRepository.class), bucket.storage(), KEPT, Clock.systemUTC());

        bucket.goAway();
        try {
            disposal.sweep();
        } finally {
            bucket.comeBack();
        }
        assertThat(keys(unsent)).hasSize(2);
        disposal.sweep();

        assertThat(client.received(anna, begun)).isEqualTo(-404);
        assertThat(client.received(anna, unsent)).isEqualTo(-404);
        assertThat(keys(begun)).isEmpty();
        assertThat(keys(unsent)).isEmpty();
        assertThat(client.content(anna, sent).statusCode()).isEqualTo(200);
    }

    /// What the bucket has of a medium.
    private List<String> keys(String id) {
        return bucket.keys().stream().filter(key -> key.contains("/" + id)).toList();
    }

    private static String key(String folder, String id) {
        return Media.key(folder, MediaId.valueOf(id));
    }
}
