package io.hongyan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Calls the server over REST with JSON bodies, as one caller. Thread-safe.
public final class RestClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = Json.mapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What says how much is unread.
    private static final Pattern COUNTS = Pattern.compile("\"(total\":\\{|markedUnread\":)");

    private static final String BEARER = "Bearer ";

    private final URI server;
    private final Map<String, String> headers;

    /// A caller without a token.
    public RestClient(URI server) {
        this(server, Map.of());
    }

    private RestClient(URI server, Map<String, String> headers) {
        this.server = server;
        this.headers = Map.copyOf(headers);
    }

    /// The same caller with one more header on every request.
    public RestClient with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new RestClient(server, more);
    }

    /// Who carries `token`.
    public RestClient withToken(String token) {
        return with("Authorization", BEARER + token);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /// Sends a body: a string as it is, anything else as JSON.
    public Answer send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            if (!headers.containsKey("Content-Type")) {
                request.header("Content-Type", "application/json");
            }
            request.method(method, BodyPublishers.ofString(body instanceof String text ? text : json(body)));
        }
        Totals totals = Totals.of(headers.getOrDefault("Authorization", "").replace(BEARER, ""));
        long version = totals.version();
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (COUNTS.matcher(response.body()).find()) {
                JsonNode answer = JSON.readTree(response.body());
                boolean whole = !path.contains("cursor=") && !answer.hasNonNull("nextCursor");
                totals.answered(answer, whole, version);
                totals.shown(answer);
            }
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
