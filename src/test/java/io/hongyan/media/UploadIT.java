package io.hongyan.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.media.content.SamplePictures;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Uploads on the real server: resumed ones, pictures, and what is refused.
final class UploadIT {

    private final TestServer server = TestServer.shared();
    private final MediaClient client = new MediaClient(server);
    private final TestUser anna = server.user("anna");
    private final TestUser bo = server.user("bo");

    @Test
    void anUploadIsResumedWhereItWasCut() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        String id = client.begin(anna, "file", "noise.bin", bytes.length);
        assertThat(client.received(anna, id)).isZero();

        client.breakOff(anna, id, 0, bytes.length, Arrays.copyOf(bytes, 100_000));
        await().until(() -> client.received(anna, id) == 100_000);
        assertThat(client.append(anna, id, 0, bytes).statusCode()).isEqualTo(409);
        assertThat(client.content(anna, id).statusCode()).isEqualTo(404);
        byte[] rest = Arrays.copyOfRange(bytes, 100_000, bytes.length);
        HttpResponse<byte[]> done = client.append(anna, id, 100_000, rest);

        assertThat(done.statusCode()).isEqualTo(204);
        assertThat(done.headers().firstValue("Upload-Offset")).contains("300000");
        assertThat(done.headers().firstValue("Tus-Resumable")).contains("1.0.0");
        assertThat(client.received(anna, id)).isEqualTo(300_000);
        assertThat(client.content(anna, id).body()).isEqualTo(bytes);
        assertThat(client.append(anna, id, 300_000, new byte[0]).statusCode()).isEqualTo(204);
    }

    @Test
    void aLargeUploadIsKeptInPieces() {
        byte[] bytes = new byte[20 << 20];
        new Random(2).nextBytes(bytes);

        String id = client.upload(anna, "file", "large.bin", bytes);

        assertThat(client.content(anna, id).body()).isEqualTo(bytes);
    }

    @Test
    void aPictureIsMeasuredAndMadeSmall() throws IOException {
        String id = client.upload(anna, "image", "a.png", SamplePictures.of("png", 1_000, 500));

        JsonNode info = anna.rest().get("/v1/media/" + id).expect(200).json();
        assertThat(info.at("/type").asText()).isEqualTo("image/png");
        assertThat(info.at("/width").asInt()).isEqualTo(1_000);
        assertThat(info.at("/height").asInt()).isEqualTo(500);
        assertThat(info.at("/complete").asBoolean()).isTrue();
        HttpResponse<byte[]> thumbnail = client.read(anna, "/v1/media/" + id + "/thumbnail");
        assertThat(thumbnail.headers().firstValue("Content-Type")).contains("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(thumbnail.body()));
        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(image.getHeight()).isEqualTo(200);
    }

    @Test
    void aPhotographTellsNothingOfItsPlaceAndStaysUpright() throws IOException {
        byte[] photograph = SamplePictures.jpegOfAPhone(600, 300);
        assertThat(new String(photograph, ISO_8859_1)).contains(SamplePictures.SECRET);

        String id = client.upload(anna, "image", "IMG_1.JPG", photograph);

        byte[] kept = client.content(anna, id).body();
        assertThat(new String(kept, ISO_8859_1)).doesNotContain(SamplePictures.SECRET);
        JsonNode info = anna.rest().get("/v1/media/" + id).json();
        assertThat(info.at("/width").asInt()).isEqualTo(300);
        assertThat(info.at("/height").asInt()).isEqualTo(600);
        assertThat(info.at("/size").asInt()).isEqualTo(kept.length);
        // Turned to the right, what was left is above.
        var small = ImageIO.read(new ByteArrayInputStream(
                client.read(anna, "/v1/media/" + id + "/thumbnail").body()));
        assertThat(small.getHeight()).isGreaterThan(small.getWidth());
        assertThat(small.getRGB(small.getWidth() / 2, 20) & 0xFF).isLessThan(60);
        assertThat(small.getRGB(small.getWidth() / 2, small.getHeight() - 20) & 0xFF)
                .isGreaterThan(200);
    }

    @Test
    void aFileIsKeptAsItIs() {
        byte[] photograph = SamplePictures.jpegOfAPhone(60, 30);

        String id = client.upload(anna, "file", "IMG_1.JPG", photograph);

        assertThat(client.content(anna, id).body()).isEqualTo(photograph);
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItSays() {
        byte[] page = "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(UTF_8);
        byte[] drawing = "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(UTF_8);
        byte[] broken = Arrays.copyOf(SamplePictures.of("png", 40, 40), 60);
        byte[] noise = new byte[1_000];
        new Random(3).nextBytes(noise);

        assertThat(refused("image", "a.png", page)).isEqualTo(415);
        assertThat(refused("image", "a.svg", drawing)).isEqualTo(415);
        assertThat(refused("image", "a.png", broken)).isEqualTo(415);
        assertThat(refused("voice", "a.mp3", page)).isEqualTo(415);
        assertThat(refused("video", "a.mp4", SamplePictures.of("png", 4, 4))).isEqualTo(415);
        assertThat(refused("video", "a.mp4", noise)).isEqualTo(415);
        assertThat(refused("voice", "a.mp3", noise)).isEqualTo(415);
    }

    @Test
    void aBombIsRefusedBeforeItIsDecoded() {
        assertThat(refused("image", "a.png", SamplePictures.bomb(60_000, 60_000)))
                .isEqualTo(413);
    }

    /// The answer to its last byte; nothing is left of it.
    private int refused(String kind, String name, byte[] bytes) {
        String id = client.begin(anna, kind, name, bytes.length);
        int status = client.append(anna, id, 0, bytes).statusCode();
        assertThat(client.received(anna, id)).isEqualTo(-404);
        return status;
    }

    @Test
    void tooLargeIsRefusedAtOnce() {
        assertThat(begin("image", 31L << 20)).isEqualTo(413);
        assertThat(begin("voice", 11L << 20)).isEqualTo(413);
        assertThat(begin("video", 301L << 20)).isEqualTo(413);
        assertThat(begin("file", 1025L << 20)).isEqualTo(413);
        assertThat(begin("file", 0)).isEqualTo(422);
        assertThat(begin("hologram", 1)).isEqualTo(422);
        assertThat(anna.rest()
                        .post("/v1/media", Map.of("kind", "voice", "name", "a.ogg", "size", 10))
                        .expect(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/durationMs");

        String id = client.begin(anna, "file", "a.bin", 10);
        assertThat(client.append(anna, id, 0, new byte[11]).statusCode()).isEqualTo(413);
    }

    @Test
    void nobodyHasMoreThanTheirQuota() {
        for (int gigabytes = 0; gigabytes < 10; gigabytes++) {
            client.begin(anna, "file", "a.bin", 1L << 30);
        }

        assertThat(begin("file", 1)).isEqualTo(413);
        client.begin(bo, "file", "a.bin", 1);
    }

    @Test
    void nobodyBeginsMoreThanAHundredAtOnce() {
        String first = client.begin(anna, "file", "a.bin", 1);
        for (int begun = 1; begun < 100; begun++) {
            client.begin(anna, "file", "a.bin", 1);
        }

        assertThat(begin("file", 1)).isEqualTo(429);
        assertThat(client.append(anna, first, 0, new byte[1]).statusCode()).isEqualTo(204);
        String last = client.begin(anna, "file", "a.bin", 1);
        assertThat(begin("file", 1)).isEqualTo(429);
        anna.rest().delete("/v1/media/" + last).expect(204);
        assertThat(begin("file", 1)).isEqualTo(201);
        client.begin(bo, "file", "a.bin", 1);
    }

    @Test
    void aRetryBeginsNothingNew() {
        Map<String, Object> request = request("file", "a.bin", 10, "upload-1");

        Answer first = anna.rest().post("/v1/media", request).expect(201);
        String id = first.text("/id");
        client.append(anna, id, 0, new byte[4]);
        Answer again = anna.rest().post("/v1/media", request).expect(200);

        assertThat(again.text("/id")).isEqualTo(id);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Upload-Offset")).isEqualTo("4");
        client.append(anna, id, 4, new byte[6]);
        Answer complete = anna.rest().post("/v1/media", request).expect(200);
        assertThat(complete.text("/id")).isEqualTo(id);
        assertThat(complete.json().at("/complete").asBoolean()).isTrue();
        // Others have ids of their own.
        assertThat(bo.rest().post("/v1/media", request).expect(201).text("/id")).isNotEqualTo(id);
        anna.rest().delete("/v1/media/" + id).expect(204);
        assertThat(anna.rest().post("/v1/media", request).expect(201).text("/id"))
                .isNotEqualTo(id);
    }

    @Test
    void aRetryCostsNothing() {
        for (int gigabytes = 0; gigabytes < 10; gigabytes++) {
            Map<String, Object> request = request("file", "a.bin", 1L << 30, "gigabyte-" + gigabytes);
            anna.rest().post("/v1/media", request).expect(201);
            anna.rest().post("/v1/media", request).expect(200);
        }

        assertThat(begin("file", 1)).isEqualTo(413);
    }

    @Test
    void severalRetriesAtOnceBeginOneUpload() throws Exception {
        Map<String, Object> request = request("file", "a.bin", 10, "upload-1");

        List<Callable<Answer>> retries =
                Collections.nCopies(8, () -> anna.rest().post("/v1/media", request));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers =
                    threads.invokeAll(retries).stream().map(Future::resultNow).toList();

            assertThat(answers)
                    .extracting(answer -> answer.text("/id"))
                    .containsOnly(answers.getFirst().text("/id"));
            assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
        }
    }

    @Test
    void anotherContentUnderTheSameIdIsRefused() {
        anna.rest().post("/v1/media", request("file", "a.bin", 10, "upload-1")).expect(201);

        assertConflict(request("file", "a.bin", 11, "upload-1"));
        assertConflict(request("file", "b.bin", 10, "upload-1"));
        assertConflict(request("image", "a.bin", 10, "upload-1"));
        assertThat(anna.rest()
                        .post("/v1/media", request("file", "a.bin", 10, "short"))
                        .expect(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/clientId");
    }

    private void assertConflict(Map<String, Object> request) {
        assertThat(anna.rest().post("/v1/media", request).expect(409).text("/code"))
                .isEqualTo("clientIdConflict");
    }

    private static Map<String, Object> request(String kind, String name, long size, String clientId) {
        Map<String, Object> request = new HashMap<>(MediaClient.request(kind, name, size));
        request.put("clientId", clientId);
        return request;
    }

    private int begin(String kind, long size) {
        return anna.rest()
                .post("/v1/media", MediaClient.request(kind, "a", size))
                .status();
    }

    @Test
    void anUploadIsItsOwners() {
        String id = client.begin(anna, "file", "a.bin", 10);

        assertThat(client.received(bo, id)).isEqualTo(-404);
        assertThat(client.append(bo, id, 0, new byte[10]).statusCode()).isEqualTo(404);
        assertThat(bo.rest().delete("/v1/media/" + id).status()).isEqualTo(404);
        anna.rest().delete("/v1/media/" + id).expect(204);
        assertThat(client.received(anna, id)).isEqualTo(-404);
    }
}
