package io.hongyan.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.media.content.SamplePictures;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The thumbnails that senders give their films, on the real server.
final class PosterIT {

    /// What begins like this is a film to whoever tells types by bytes.
    private static final byte[] FILM = "\0\0\0\u0018ftypisom\0\0\2\0isommp41\0\0\0\bmdat".getBytes(ISO_8859_1);

    private final TestServer server = TestServer.shared();
    private final MediaClient client = new MediaClient(server);
    private final TestUser anna = server.user("anna");
    private final TestUser bo = server.user("bo");

    @Test
    void aFilmIsShownByThePictureThatItsSenderTookOfIt() throws IOException {
        String chat = anna.rest()
                .post("/v1/conversations", Map.of("kind", "direct", "userId", bo.id()))
                .expect(201)
                .text("/id");
        await().until(() -> bo.rest().get("/v1/conversations/" + chat).status() == 200);
        String id = client.upload(anna, "video", "hills.mp4", FILM);

        assertThat(client.illustrate(anna, id, SamplePictures.of("png", 1_000, 500)))
                .isEqualTo(204);
        assertThat(MediaClient.carry(anna, chat, "video", id)).isEqualTo(201);

        JsonNode body = MediaClient.last(bo, chat).at("/body");
        assertThat(body.at("/thumbnail").asBoolean()).isTrue();
        assertThat(body.at("/width").asInt()).isEqualTo(1_000);
        assertThat(body.at("/height").asInt()).isEqualTo(500);
        HttpResponse<byte[]> thumbnail = client.read(bo, "/v1/media/" + id + "/thumbnail");
        var image = ImageIO.read(new ByteArrayInputStream(thumbnail.body()));
        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(client.content(bo, id).body()).isEqualTo(FILM);
    }

    @Test
    void theFirstOneStays() {
        String id = client.upload(anna, "video", "hills.mp4", FILM);
        assertThat(client.illustrate(anna, id, SamplePictures.of("png", 200, 100)))
                .isEqualTo(204);
        byte[] first = client.read(anna, "/v1/media/" + id + "/thumbnail").body();

        assertThat(client.illustrate(anna, id, SamplePictures.of("png", 50, 100)))
                .isEqualTo(204);

        assertThat(client.read(anna, "/v1/media/" + id + "/thumbnail").body()).isEqualTo(first);
        JsonNode info = anna.rest().get("/v1/media/" + id).expect(200).json();
        assertThat(info.at("/width").asInt()).isEqualTo(200);
    }

    @Test
    void whatIsNoPictureIsRefusedAndLeavesTheFilmAsItIs() {
        String id = client.upload(anna, "video", "hills.mp4", FILM);

        assertThat(client.illustrate(anna, id, FILM)).isEqualTo(415);
        assertThat(client.illustrate(anna, id, SamplePictures.bomb(60_000, 60_000)))
                .isEqualTo(413);
        assertThat(client.illustrate(anna, id, new byte[(1 << 20) + 1])).isEqualTo(413);

        JsonNode info = anna.rest().get("/v1/media/" + id).expect(200).json();
        assertThat(info.at("/thumbnail").asBoolean()).isFalse();
        assertThat(client.content(anna, id).body()).isEqualTo(FILM);
    }

    @Test
    void onlyTheOwnerOfACompleteFilmGivesItOne() {
        byte[] picture = SamplePictures.of("png", 40, 40);
        String film = client.upload(anna, "video", "hills.mp4", FILM);

        assertThat(client.illustrate(bo, film, picture)).isEqualTo(404);
        assertThat(client.illustrate(anna, client.begin(anna, "video", "half.mp4", 100), picture))
                .isEqualTo(409);
        assertThat(client.illustrate(anna, client.upload(anna, "file", "hills.mp4", FILM), picture))
                .isEqualTo(409);
    }
}
