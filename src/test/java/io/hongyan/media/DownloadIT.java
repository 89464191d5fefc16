package io.hongyan.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.media.content.SamplePictures;
import io.hongyan.streams.id.MediaId;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// Reading media on the real server: ranges, what is asked of copies, what browsers may do, and links.
final class DownloadIT {

    private final TestServer server = TestServer.shared();
    private final MediaClient client = new MediaClient(server);
    private final TestUser anna = server.user("anna");

    @Test
    void rangesAreParts() {
        String id = client.upload(anna, "file", "digits.txt", "0123456789".getBytes(UTF_8));

        assertRange(id, "bytes=2-4", "234", "bytes 2-4/10");
        assertRange(id, "bytes=7-", "789", "bytes 7-9/10");
        assertRange(id, "bytes=-2", "89", "bytes 8-9/10");
        assertRange(id, "bytes=8-100", "89", "bytes 8-9/10");
        assertRange(id, "bytes=-100", "0123456789", "bytes 0-9/10");
        assertRange(id, "bytes=0-", "0123456789", "bytes 0-9/10");
        assertThat(text(client.content(anna, id, "Range", "bytes=0-1,4-5"))).isEqualTo("0123456789");
        assertThat(text(client.content(anna, id, "Range", "lines=1-2"))).isEqualTo("0123456789");
        HttpResponse<byte[]> beyond = client.content(anna, id, "Range", "bytes=10-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */10");
    }

    private void assertRange(String id, String range, String bytes, String contentRange) {
        HttpResponse<byte[]> answer = client.content(anna, id, "Range", range);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(text(answer)).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("Content-Length")).contains(Integer.toString(bytes.length()));
        assertThat(answer.headers().firstValue("Content-Range")).contains(contentRange);
    }

    @Test
    void aRangeIsNotPacked() {
        String id = client.upload(
                anna, "file", "long.txt", "0123456789".repeat(1_000).getBytes(UTF_8));

        HttpResponse<byte[]> part = client.content(anna, id, "Range", "bytes=0-4999", "Accept-Encoding", "gzip");

        assertThat(text(part)).isEqualTo("0123456789".repeat(500));
        HttpResponse<byte[]> whole = client.content(anna, id, "Accept-Encoding", "gzip");
        assertThat(whole.body()).hasSize(10_000);
    }

    @Test
    void aCopyIsAskedAbout() {
        String id = client.upload(anna, "file", "a.txt", "hello".getBytes(UTF_8));
        String tag = client.content(anna, id).headers().firstValue("ETag").orElseThrow();

        assertThat(client.content(anna, id, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(client.content(anna, id, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(client.content(anna, id, "If-Range", tag, "Range", "bytes=0-0")
                        .statusCode())
                .isEqualTo(206);
        assertThat(client.content(anna, id, "If-Range", "\"other\"", "Range", "bytes=0-0")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatCouldRunIsSavedAndHasNoRights() {
        String page = client.upload(
                anna, "file", "报告 \"x\".html", "<!DOCTYPE html><html><script>1</script></html>".getBytes(UTF_8));
        String drawing = client.upload(
                anna, "file", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(UTF_8));
        String picture = client.upload(anna, "image", "a.png", SamplePictures.of("png", 4, 4));

        HttpResponse<byte[]> answer = client.content(anna, page);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"____x_.html\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%22x%22.html");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        HttpResponse<byte[]> linked = client.read(
                null,
                anna.rest()
                        .post("/v1/media/" + page + "/links", Map.of())
                        .expect(200)
                        .text("/content"));
        assertThat(linked.statusCode()).isEqualTo(200);
        assertThat(disposition(linked)).startsWith("attachment");
        assertThat(linked.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(linked.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        assertThat(disposition(client.content(anna, drawing))).startsWith("attachment");
        assertThat(disposition(client.content(anna, picture))).startsWith("inline");
    }

    private static String disposition(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Disposition").orElse("");
    }

    @Test
    void aLinkNeedsNoToken() {
        String id = client.upload(anna, "image", "a.png", SamplePictures.of("png", 40, 40));

        JsonNode links = anna.rest()
                .post("/v1/media/" + id + "/links", Map.of())
                .expect(200)
                .json();

        String content = links.at("/content").asText();
        assertThat(client.read(null, content).body())
                .isEqualTo(client.content(anna, id).body());
        assertThat(client.read(null, links.at("/thumbnail").asText()).statusCode())
                .isEqualTo(200);
        assertThat(client.read(null, content, "Range", "bytes=0-3").statusCode())
                .isEqualTo(206);
        String forged = content.substring(0, content.length() - 1) + (content.endsWith("A") ? "B" : "A");
        assertThat(client.read(null, content + "A").statusCode()).isEqualTo(404);
        assertThat(client.read(null, "/v1/media/links/x").statusCode()).isEqualTo(404);
        assertThat(client.read(null, forged.replaceFirst("links/.", "links/B")).statusCode())
                .isEqualTo(404);
        anna.rest().delete("/v1/media/" + id).expect(204);
        assertThat(client.read(null, content).statusCode()).isEqualTo(404);
    }

    @Test
    void whatCanNotBeReadNowIsAskedForLater() throws IOException {
        String id = client.upload(anna, "file", "a.txt", "hello".getBytes(UTF_8));
        String link = anna.rest()
                .post("/v1/media/" + id + "/links", Map.of())
                .expect(200)
                .text("/content");
        Path file = Path.of(requireNonNull(server.engines().settings().get("HONGYAN_DATA")), "media")
                .resolve(Media.key("media", MediaId.valueOf(id)));
        Path away = file.resolveSibling("away-" + id);
        Files.move(file, away);

        Answer answer = anna.rest().get("/v1/media/" + id + "/content");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/code")).isEqualTo("unavailable");
        assertThat(client.content(anna, id, "Range", "bytes=1-2").statusCode()).isEqualTo(503);
        assertThat(client.read(null, link).statusCode()).isEqualTo(503);
        Files.move(away, file);
        assertThat(text(client.content(anna, id))).isEqualTo("hello");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }
}
