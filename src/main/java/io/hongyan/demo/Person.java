package io.hongyan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.client.Api;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Entry;
import io.hongyan.client.KnownSeqs;
import io.hongyan.client.Received;
import io.hongyan.client.Requests;
import io.hongyan.client.SocketClient;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/// Somebody with one device: a socket, and the timelines that came through it.
///
/// It keeps to the protocol's rule of gaps: what is missing before an entry is fetched. Thread-safe.
final class Person implements SocketListener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PAGE = 50;
    private static final int NOT_FOUND = 404;

    private final String role;
    private final String name;
    private final String userId;
    private final Api api;
    private final Map<String, SortedMap<Long, Entry>> timelines = new HashMap<>();
    private final Map<String, KnownSeqs> known = new HashMap<>();
    private final Map<Long, Received> answers = new HashMap<>();
    private @Nullable ClientSocket socket;
    private long requests;
    private boolean welcome;
    private @Nullable String lost;

    Person(Script.Role role, String userId, Api api) {
        this.role = role.id();
        this.name = role.name();
        this.userId = userId;
        this.api = api;
    }

    String role() {
        return role;
    }

    String name() {
        return name;
    }

    String userId() {
        return userId;
    }

    Api api() {
        return api;
    }

    /// Opens the socket; returns when the server has said welcome.
    void connect(SocketClient sockets, URI server) throws IOException, InterruptedException {
        ClientSocket opened = sockets.connect(server, api.token(), this);
        synchronized (this) {
            socket = opened;
            await("welcome", () -> welcome ? true : null);
        }
    }

    /// Returns when the server shows this person the conversation.
    void awaitConversation(String conversation) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (api.get("/v1/conversations/" + conversation).status() == NOT_FOUND) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new ClientFailure("%s is not shown conversation %s.".formatted(name, conversation));
            }
        }
    }

    /// Sends a message over `way`, and waits for its number.
    Acknowledgement send(Message message, Script.Way way) throws IOException, InterruptedException {
        return switch (way) {
            case SOCKET -> send(message);
            case REST -> post(message);
        };
    }

    private synchronized Acknowledgement send(Message message) throws InterruptedException {
        Received.Ok ok = ask(r ->
                Requests.send(r, message.conversationId(), message.clientId(), message.text(), message.mentions()));
        // A socket isn't pushed what was sent over it: the answer stands for the entry.
        take(new Entry(
                message.conversationId(),
                ok.seq(),
                ok.ordinal(),
                "message",
                userId,
                message.clientId(),
                message.text(),
                null));
        return new Acknowledgement(ok.seq(), ok.duplicate());
    }

    private Acknowledgement post(Message message) throws IOException, InterruptedException {
        Map<String, Object> draft = Map.of(
                "clientId", message.clientId(),
                "kind", "text",
                "body", Map.of("text", message.text()),
                "mentions", message.mentions());
        JsonNode sent = api.post("/v1/conversations/%s/messages".formatted(message.conversationId()), draft)
                .ok();
        return new Acknowledgement(
                sent.path("seq").asLong(), sent.path("duplicate").asBoolean());
    }

    /// Marks everything up to `seq` as read, and waits until that took effect.
    void read(String conversation, long seq, Script.Way way) throws IOException, InterruptedException {
        switch (way) {
            case SOCKET -> ask(r -> Requests.read(r, conversation, seq));
            case REST ->
                api.put("/v1/conversations/%s/read".formatted(conversation), Map.of("seq", seq))
                        .ok();
        }
    }

    /// Has an own message say something else.
    void edit(String conversation, long seq, String clientId, String text) throws IOException, InterruptedException {
        api.patch(
                        "/v1/conversations/%s/messages/%d".formatted(conversation, seq),
                        Map.of("clientId", clientId, "body", Map.of("text", text)))
                .ok();
    }

    void react(String conversation, long seq, String emoji) throws IOException, InterruptedException {
        api.put(
                        "/v1/conversations/%s/messages/%d/reactions/%s"
                                .formatted(conversation, seq, URLEncoder.encode(emoji, UTF_8)),
                        Map.of())
                .ok();
    }

    void mute(String conversation) throws IOException, InterruptedException {
        api.patch("/v1/conversations/%s/settings".formatted(conversation), Map.of("muted", true))
                .ok();
    }

    private synchronized Received.Ok ask(LongFunction<byte[]> request) throws InterruptedException {
        long r = ++requests;
        requireNonNull(socket).send(request.apply(r));
        Received answer = await("an answer", () -> answers.remove(r));
        return switch (answer) {
            case Received.Ok ok -> ok;
            case Received.Refused refused ->
                throw new ClientFailure("%s was answered %s: %s".formatted(name, refused.code(), refused.detail()));
            default -> throw new IllegalStateException("only answers are kept: " + answer);
        };
    }

    /// Waits until everything up to `seq` of a conversation has come.
    synchronized void awaitEntries(String conversation, long seq) throws InterruptedException {
        await("entry " + seq, () -> known(conversation).known() >= seq ? true : null);
    }

    /// The timeline as it came through the socket, in order, with messages as they were edited.
    synchronized List<Entry> timeline(String conversation) {
        SortedMap<Long, Entry> timeline = new TreeMap<>(timelines.getOrDefault(conversation, new TreeMap<>()));
        for (Entry entry : List.copyOf(timeline.values())) {
            if (entry.type().equals("edit") && entry.target() != null) {
                timeline.computeIfPresent(entry.target(), (_, message) -> message.saying(entry.text()));
            }
        }
        return List.copyOf(timeline.values());
    }

    @Override
    public synchronized void received(Received frame) {
        switch (frame) {
            case Received.Welcome _ -> welcome = true;
            case Received.Entries entries -> entries.entries().forEach(this::take);
            case Received.Heads heads -> heads.heads().forEach(head -> fetch(head.conversationId()));
            case Received.Ok ok -> answers.put(ok.r(), ok);
            case Received.Refused refused -> answers.put(refused.r(), refused);
            case Received.Bye bye -> lost = "the server said bye: " + bye.code();
            case Received.Unread _, Received.Other _ -> {}
        }
        notifyAll();
    }

    @Override
    public synchronized void closed(int code, String reason) {
        lost = "the socket was closed with %d %s".formatted(code, reason);
        notifyAll();
    }

    private void take(Entry entry) {
        timelines.computeIfAbsent(entry.conversationId(), _ -> new TreeMap<>()).put(entry.seq(), entry);
        KnownSeqs seqs = known(entry.conversationId());
        if (seqs.add(entry.seq()) && seqs.hasHole()) {
            fetch(entry.conversationId());
        }
    }

    private void fetch(String conversation) {
        requireNonNull(socket)
                .send(Requests.fetch(
                        ++requests, conversation, known(conversation).known(), PAGE));
    }

    private KnownSeqs known(String conversation) {
        return known.computeIfAbsent(conversation, _ -> new KnownSeqs(0));
    }

    private <T> T await(String what, Supplier<@Nullable T> look) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T found = look.get();
            if (found != null) {
                return found;
            }
            if (lost != null) {
                throw new ClientFailure("%s waits for %s, but %s.".formatted(name, what, lost));
            }
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new ClientFailure("%s has waited %d s for %s.".formatted(name, PATIENCE.toSeconds(), what));
            }
            wait(left);
        }
    }
}
