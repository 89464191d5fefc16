package io.hongyan.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// Uploads, sends and reads media as people do.
final class MediaClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestServer server;

    MediaClient(TestServer server) {
        this.server = server;
    }

    /// Uploads it in one go; tells its id.
    String upload(TestUser user, String kind, String name, byte[] bytes) {
        String id = begin(user, kind, name, bytes.length);
        HttpResponse<byte[]> answer = append(user, id, 0, bytes);
        if (answer.statusCode() != 204) {
            throw new AssertionError("answered " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
        }
        return id;
    }

    String begin(TestUser user, String kind, String name, long size) {
        return user.rest()
                .post("/v1/media", request(kind, name, size))
                .expect(201)
                .text("/id");
    }

    static Map<String, Object> request(String kind, String name, long size) {
        Map<String, Object> request = new HashMap<>(Map.of("kind", kind, "name", name, "size", size));
        if (kind.equals("voice") || kind.equals("video")) {
            request.put("durationMs", 1_500);
        }
        return request;
    }

    HttpResponse<byte[]> append(TestUser user, String id, long offset, byte[] bytes) {
        return send(request(user, "/v1/media/" + id)
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", Long.toString(offset))
                .method("PATCH", BodyPublishers.ofByteArray(bytes)));
    }

    /// Says that it goes on with `length` bytes, and breaks off after `bytes`.
    void breakOff(TestUser user, String id, long offset, long length, byte[] bytes) throws IOException {
        URI address = server.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("PATCH /v1/media/" + id + " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer " + user.token()
                            + "\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: " + offset
                            + "\r\nContent-Length: " + length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(bytes);
            out.flush();
        }
    }

    /// Gives a film a thumbnail; the answer's status.
    int illustrate(TestUser user, String id, byte[] picture) {
        return send(request(user, "/v1/media/" + id + "/thumbnail")
                        .header("Content-Type", "image/png")
                        .PUT(BodyPublishers.ofByteArray(picture)))
                .statusCode();
    }

    /// How many bytes of an upload there are.
    long received(TestUser user, String id) {
        HttpResponse<byte[]> answer = send(request(user, "/v1/media/" + id).method("HEAD", BodyPublishers.noBody()));
        return answer.headers().firstValueAsLong("Upload-Offset").orElse(-answer.statusCode());
    }

    /// Reads `path`, with some headers, each behind its name.
    HttpResponse<byte[]> read(@Nullable TestUser user, String path, String... headers) {
        HttpRequest.Builder request = request(user, path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<byte[]> content(TestUser user, String id, String... headers) {
        return read(user, "/v1/media/" + id + "/content", headers);
    }

    /// Sends a message that carries it; the answer's status.
    static int carry(TestUser user, String conversation, String kind, String id) {
        return user.rest()
                .post(
                        "/v1/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "kind", kind, "body", Map.of("mediaId", id)))
                .status();
    }

    static JsonNode last(TestUser user, String conversation) {
        JsonNode items = user.rest()
                .get("/v1/conversations/" + conversation + "/entries")
                .expect(200)
                .json()
                .at("/items");
        return items.get(items.size() - 1);
    }

    private HttpRequest.Builder request(@Nullable TestUser user, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        return user == null ? request : request.header("Authorization", "Bearer " + user.token());
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
