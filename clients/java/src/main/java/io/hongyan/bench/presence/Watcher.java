package io.hongyan.bench.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Stage;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Received;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/// Somebody who watches others, and is watched. Thread-safe.
final class Watcher implements SocketListener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 20;

    private final Participant person;
    private final Told told;
    private final Map<String, Watcher> watched = new HashMap<>();
    private final Map<String, Integer> heard = new HashMap<>();
    private volatile Change last = Change.NONE;
    private volatile @Nullable ClientSocket socket;
    /// Whoever has left is told everything anew, which isn't counted.
    private volatile boolean hasLeft;

    private volatile CountDownLatch welcome = new CountDownLatch(1);

    Watcher(Participant person, Told told) {
        this.person = person;
        this.told = told;
    }

    void connect(Stage stage) throws IOException, InterruptedException {
        welcome = new CountDownLatch(1);
        socket = stage.sockets().connect(stage.server(), person.api().token(), this);
        if (!welcome.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ClientFailure("The server doesn't welcome user %s.".formatted(person.userId()));
        }
        List<String> names;
        synchronized (this) {
            names = List.copyOf(watched.keySet());
        }
        send(Map.of("t", "watch", "presence", names));
    }

    synchronized void watch(Watcher other) {
        watched.put(other.person.userId(), other);
    }

    /// Says that they are busy, or not any more; `due` is when.
    void change(long due) throws IOException {
        Change next = last.to(last.state().equals("busy") ? "online" : "busy", due);
        last = next;
        send(Map.of("t", "status", "state", next.state()));
    }

    /// Connected again, and as it is from the beginning.
    void comeBack(Stage stage, long due) throws IOException, InterruptedException {
        last = last.to("online", due);
        connect(stage);
    }

    void leave(long due) {
        hasLeft = true;
        last = last.to("offline", due);
        requireNonNull(socket, "connected before").close();
    }

    private void send(Map<String, ?> frame) throws IOException {
        requireNonNull(socket, "connected before")
                .send(JSON.writeValueAsString(frame).getBytes(UTF_8));
    }

    @Override
    public void text(byte[] utf8, int offset, int length) throws IOException {
        long now = System.nanoTime();
        JsonNode frame = JSON.readTree(utf8, offset, length);
        switch (frame.path("t").asText()) {
            case "welcome" -> welcome.countDown();
            case "presence" -> hear(frame.path("items"), now);
            default -> {}
        }
    }

    private synchronized void hear(JsonNode items, long now) {
        if (hasLeft) {
            return;
        }
        told.frame();
        for (JsonNode item : items) {
            String userId = item.path("userId").asText();
            Watcher other = watched.get(userId);
            Change change = other == null ? Change.NONE : other.last;
            boolean isNew = change.number() > heard.getOrDefault(userId, 0);
            if (isNew && change.state().equals(item.path("state").asText())) {
                heard.put(userId, change.number());
                told.heard(change, now);
            }
        }
    }

    @Override
    public void received(Received frame) {
        throw new IllegalStateException("frames are read as text");
    }

    @Override
    public void closed(int code, String reason) {
        // Those who leave do so themselves; whoever is thrown out isn't told any more, which shows.
    }
}
