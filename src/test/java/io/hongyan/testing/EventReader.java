package io.hongyan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

/// Reads server-sent events of `/v1/events` as one device. Thread-safe.
public final class EventReader implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = Json.mapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpResponse<InputStream> response;
    private final Totals totals;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile int comments;
    private volatile @Nullable String end;

    /// One event: its id, and what it says.
    public record Event(String id, JsonNode data) {}

    private EventReader(HttpResponse<InputStream> response, Totals totals) {
        this.response = response;
        this.totals = totals;
        Thread.ofVirtual().name("event-reader").start(this::read);
    }

    /// Opens a stream; `headers` come beside the token.
    public static EventReader open(TestServer server, TestUser user, String query, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("/v1/events" + query))
                .header("Authorization", "Bearer " + user.token());
        headers.forEach(request::header);
        try {
            return new EventReader(HTTP.send(request.build(), BodyHandlers.ofInputStream()), Totals.of(user.token()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /// Goes on after the last event that the device has.
    public static EventReader resume(TestServer server, TestUser user, String lastEventId) {
        return open(server, user, "", Map.of("Last-Event-ID", lastEventId));
    }

    public int status() {
        return response.statusCode();
    }

    /// A header's first value; empty where there is none.
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// The events so far.
    public List<Event> events() {
        return List.copyOf(events);
    }

    /// How many heartbeats came so far.
    public int comments() {
        return comments;
    }

    /// The first event that fits, waited for.
    public Event event(Predicate<Event> fits) {
        await("an event").atMost(PATIENCE).until(() -> events.stream().anyMatch(fits));
        return events.stream().filter(fits).findFirst().orElseThrow();
    }

    /// How the stream ended, waited for: `end` where the server ended it in order.
    public String awaitEnd() {
        await("the end of the stream").atMost(PATIENCE).until(() -> end != null);
        return String.valueOf(end);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            String id = "";
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    JsonNode data = parse(line.substring(6));
                    totals.shown(data);
                    events.add(new Event(id, data));
                } else if (line.startsWith(":")) {
                    comments = comments + 1;
                }
                line = lines.readLine();
            }
            end = "end";
        } catch (IOException cut) {
            end = cut.toString();
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(text, notJson);
        }
    }

    /// Ends the connection without a word.
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
