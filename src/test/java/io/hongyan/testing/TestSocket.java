package io.hongyan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.infra.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/// A WebSocket to the server that keeps every frame it receives. Thread-safe, but for sending.
public final class TestSocket implements AutoCloseable {

    public static final String SUBPROTOCOL = "hongyan.v1";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = Json.mapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final Totals totals = new Totals(Totals.FOUND);
    private final Map<Long, Long> versions = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicInteger pings = new AtomicInteger();
    private final WebSocket socket;
    private volatile int closeCode;
    /// What its device is told, also over REST; its own until it says which that is.
    private volatile Totals device = totals;

    private TestSocket(URI server, Map<String, String> headers, @Nullable String subprotocol) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        if (subprotocol != null) {
            builder.subprotocols(subprotocol);
        }
        socket = builder.buildAsync(URI.create("ws://" + server.getAuthority() + "/v1/ws"), new Listener())
                .join();
    }

    /// Opens a socket and says nothing.
    public static TestSocket open(URI server) {
        return open(server, Map.of(), SUBPROTOCOL);
    }

    /// The same with headers of one's own, and another subprotocol or none.
    public static TestSocket open(URI server, Map<String, String> headers, @Nullable String subprotocol) {
        return new TestSocket(server, headers, subprotocol);
    }

    /// Opens a socket, and is welcomed.
    public static TestSocket connect(TestServer server, TestUser user) {
        TestSocket socket = open(server.address());
        JsonNode welcome = socket.ask(Map.of("t", "hello", "token", user.token()));
        if (!"welcome".equals(welcome.path("t").textValue())) {
            throw new AssertionError("not welcome: " + welcome);
        }
        return socket;
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode frame = parse(text.toString());
                check(frame);
                frames.add(frame);
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        /// The pong goes by itself.
        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            pings.incrementAndGet();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closeCode = 1006;
        }
    }

    private void check(JsonNode frame) {
        switch (frame.path("t").asText()) {
            case "unread" -> totals.told(frame);
            case "ok" -> {
                long before = versions.getOrDefault(frame.path("r").asLong(), 0L);
                totals.answered(frame, false, before);
                device.answered(frame, false, before);
            }
            default -> device.shown(frame);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(text, notJson);
        }
    }

    /// What the server agreed to; empty for none.
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /// Sends a frame: a string as it is, anything else as JSON. On a socket that the server closed it goes nowhere.
    public void send(Object frame) {
        try {
            socket.sendText(frame instanceof String text ? text : JSON.writeValueAsString(frame), true)
                    .join();
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (CompletionException closed) {
            if (!(closed.getCause() instanceof IOException)) {
                throw closed;
            }
        }
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /// Sends a frame with a number of its own, which is the answer.
    public long request(Map<String, ?> frame) {
        long r = requests.incrementAndGet();
        ObjectNode numbered = JSON.valueToTree(frame);
        if ("hello".equals(numbered.path("t").textValue())) {
            device = Totals.of(numbered.path("token").asText());
        }
        versions.put(r, Math.max(totals.version(), device.version()));
        send(numbered.put("r", r));
        return r;
    }

    /// Sends a frame and waits for its answer.
    public JsonNode ask(Map<String, ?> frame) {
        return answer(request(frame));
    }

    /// The answer to request `r`, waited for.
    public JsonNode answer(long r) {
        return frame("an answer to " + r, frame -> frame.path("r").asLong() == r);
    }

    /// The first frame of a type, waited for.
    public JsonNode frame(String type) {
        return frame("a frame " + type, frame -> type.equals(frame.path("t").textValue()));
    }

    /// The first frame that fits, waited for.
    public JsonNode frame(String description, Predicate<JsonNode> fits) {
        return first(description, this::frames, fits);
    }

    /// The first pushed entry that fits, waited for; it may come by itself or with others in one frame.
    public JsonNode entry(String description, Predicate<JsonNode> fits) {
        return first(description, this::entries, fits);
    }

    private static JsonNode first(String description, Supplier<List<JsonNode>> all, Predicate<JsonNode> fits) {
        return await(description)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> all.get().stream().filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// The frames so far.
    public List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /// How many pings came so far.
    public int pings() {
        return pings.get();
    }

    /// The entries pushed so far, in the order in which they came.
    public List<JsonNode> entries() {
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode frame : frames) {
            if (frame.has("entry")) {
                entries.add(frame.path("entry"));
            } else if (!frame.has("r")) {
                frame.path("entries").forEach(entries::add);
            }
        }
        return entries;
    }

    /// The code with which the server closed, waited for; 1006 where it only cut the connection.
    public int closeCode() {
        await("a close").atMost(PATIENCE).until(() -> closeCode != 0);
        return closeCode;
    }

    public boolean isOpen() {
        return closeCode == 0;
    }

    /// Ends the connection without a word.
    @Override
    public void close() {
        socket.abort();
    }
}
