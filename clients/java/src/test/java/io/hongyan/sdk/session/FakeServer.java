package io.hongyan.sdk.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Conversation;
import io.hongyan.sdk.model.Counts;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.model.Unread;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A server in memory, for one device of the user `5`, that does to frames what a test wants.
///
/// Its pages are small, so that everything is paged. Its cursor is the number of entries that it has made.
final class FakeServer implements Connector, Directory {

    static final String ME = "5";

    private static final Duration WAY = Duration.ofMillis(5);
    private static final int FETCH_PAGE = 4;
    private static final int SNAPSHOT_PAGE = 2;
    private static final int SYNC_PAGE = 6;
    private static final int ABNORMAL = 1006;

    private final VirtualLoop loop;
    private final Clock clock;
    private final Map<String, List<Entry>> conversations = new TreeMap<>();
    private final Map<String, ObjectNode> sent = new HashMap<>();
    private final List<Entry> log = new ArrayList<>();
    /// Every frame that came, in order.
    final List<JsonNode> heard = new ArrayList<>();
    /// When sockets were asked for.
    final List<Duration> attempts = new ArrayList<>();
    /// The token that it takes.
    String goodToken = "token-1";
    /// What becomes of a frame on its way to the device; null loses it.
    Way toDevice = frame -> frame;
    /// Answers a frame in place of the server; null leaves it to the server.
    Answerer instead = frame -> null;
    /// Whether nobody listens.
    boolean down;
    /// Whether old cursors are too old.
    boolean resets;
    Unread unread = new Unread(new Counts(0, 0), List.of(), 1);

    private @Nullable Socket socket;

    FakeServer(VirtualLoop loop) {
        this.loop = loop;
        this.clock = loop.clock(Duration.ZERO);
    }

    /// What a frame becomes.
    interface Way {

        @Nullable
        ObjectNode change(ObjectNode frame);
    }

    /// Answers some requests.
    interface Answerer {

        @Nullable
        ObjectNode answer(JsonNode frame);
    }

    /// One connection of the device.
    private final class Socket implements Line {

        private final Receiver receiver;
        private boolean greeted;

        Socket(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void send(String text) {
            loop.after(WAY, () -> {
                if (socket == this) {
                    take(this, read(text));
                }
            });
        }

        @Override
        public void close() {
            abort();
        }

        @Override
        public void abort() {
            if (socket == this) {
                socket = null;
            }
        }

        void write(@Nullable ObjectNode frame) {
            ObjectNode changed = frame == null ? null : toDevice.change(frame);
            if (changed != null) {
                loop.after(WAY, () -> {
                    if (socket == this) {
                        receiver.received(changed.toString());
                    }
                });
            }
        }
    }

    private static JsonNode read(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(text, notJson);
        }
    }

    @Override
    public void connect(Receiver receiver) {
        attempts.add(loop.elapsed());
        loop.after(WAY, () -> {
            if (down) {
                receiver.closed(ABNORMAL, "refused");
            } else {
                Socket opened = new Socket(receiver);
                socket = opened;
                receiver.opened(opened);
            }
        });
    }

    boolean isConnected() {
        return socket != null && socket.greeted;
    }

    /// Ends the connection with a close code.
    void cut(int code) {
        Socket last = socket;
        socket = null;
        if (last != null) {
            loop.execute(() -> last.receiver.closed(code, ""));
        }
    }

    void cut() {
        cut(ABNORMAL);
    }

    /// Writes a frame to the device, if it is connected.
    void write(ObjectNode frame) {
        if (isConnected()) {
            requireNonNull(socket).write(frame);
        }
    }

    /// A frame of that type.
    static ObjectNode frame(String type) {
        return Json.MAPPER.createObjectNode().put("t", type);
    }

    /// Somebody says something in a conversation, which is made if there is none, and the device is pushed it.
    Entry say(String conversationId, String text) {
        Entry entry = append(conversationId, "6", null, text);
        write(frame("entry").set("entry", Json.MAPPER.valueToTree(entry)));
        return entry;
    }

    Entry append(String conversationId, String sender, @Nullable String clientId, String text) {
        List<Entry> entries = conversations.computeIfAbsent(conversationId, made -> new ArrayList<>());
        if (entries.isEmpty()) {
            ObjectNode body = Json.MAPPER.createObjectNode().put("action", "created");
            body.putArray("userIds").add(ME).add("6");
            add(entries, conversationId, "member", "6", null, body);
        }
        return add(
                entries,
                conversationId,
                "message",
                sender,
                clientId,
                Json.MAPPER.createObjectNode().put("text", text));
    }

    private Entry add(
            List<Entry> entries,
            String conversationId,
            String type,
            String sender,
            @Nullable String clientId,
            JsonNode body) {
        long seq = entries.size() + 1L;
        boolean isMessage = type.equals("message");
        Entry entry = new Entry(
                conversationId,
                seq,
                seq - 1,
                type,
                isMessage ? conversationId + "-" + seq : null,
                clientId,
                sender,
                clock.instant(),
                isMessage ? "text" : null,
                body,
                null,
                null,
                null,
                null,
                null,
                null);
        entries.add(entry);
        log.add(entry);
        return entry;
    }

    Map<String, List<Entry>> conversations() {
        return conversations;
    }

    String cursor() {
        return Integer.toString(log.size());
    }

    private void take(Socket from, JsonNode frame) {
        heard.add(frame);
        ObjectNode given = instead.answer(frame);
        ObjectNode answer = given != null ? given : answer(from, frame);
        if (answer != null && frame.has("r")) {
            answer.set("r", frame.get("r"));
        }
        from.write(answer);
    }

    private @Nullable ObjectNode answer(Socket from, JsonNode frame) {
        return switch (frame.get("t").asText()) {
            case "hello" -> hello(from, frame);
            case "auth" -> frame.path("token").asText().equals(goodToken) ? frame("ok") : refused("unauthenticated");
            case "send" -> accept(frame);
            case "fetch" -> fetch(frame);
            case "sync" -> sync(frame.path("cursor").asText(""));
            case "read" -> mark(frame);
            case "ping" -> frame("pong");
            default -> null;
        };
    }

    /// The refusal of a request.
    static ObjectNode refused(String code) {
        boolean retryable = code.equals("unavailable") || code.equals("rateLimited");
        ObjectNode error = Json.MAPPER.createObjectNode().put("status", 400).put("code", code);
        return frame("error").set("error", error.put("retryable", retryable));
    }

    private ObjectNode hello(Socket from, JsonNode frame) {
        if (!frame.path("token").asText().equals(goodToken)) {
            loop.after(WAY.multipliedBy(2), () -> {
                if (socket == from) {
                    cut(4401);
                }
            });
            return refused("unauthenticated");
        }
        from.greeted = true;
        ObjectNode welcome = frame("welcome")
                .put("userId", ME)
                .put("deviceId", "9")
                .put("node", "fake")
                .put("now", clock.instant().toString())
                .put("pingMs", 25_000);
        return welcome.set(
                "limits",
                Json.MAPPER.createObjectNode().put("frameBytes", 65_536).put("unanswered", 256));
    }

    private ObjectNode accept(JsonNode frame) {
        String conversationId = frame.has("to")
                ? "direct-" + frame.get("to").asText()
                : frame.get("conversationId").asText();
        String clientId = frame.get("clientId").asText();
        ObjectNode first = sent.get(conversationId + "/" + clientId);
        if (first != null) {
            return first.deepCopy().put("duplicate", true);
        }
        Entry entry = append(
                conversationId, ME, clientId, frame.path("body").path("text").asText());
        ObjectNode ok = frame("ok")
                .put("conversationId", conversationId)
                .put("clientId", clientId)
                .put("messageId", entry.messageId())
                .put("seq", entry.seq())
                .put("ordinal", entry.ordinal())
                .put("at", entry.at().toString())
                .put("duplicate", false);
        sent.put(conversationId + "/" + clientId, ok);
        return ok.deepCopy();
    }

    private ObjectNode fetch(JsonNode frame) {
        String conversationId = frame.get("conversationId").asText();
        List<Entry> entries = conversations.get(conversationId);
        if (entries == null) {
            return refused("notFound");
        }
        int after = Math.min(entries.size(), frame.path("after").asInt());
        List<Entry> page = entries.subList(after, Math.min(entries.size(), after + FETCH_PAGE));
        ObjectNode answer = frame("entries")
                .put("conversationId", conversationId)
                .put("firstSeq", 1)
                .put("headSeq", entries.size());
        return answer.set("entries", Json.MAPPER.valueToTree(page));
    }

    private ObjectNode sync(String cursor) {
        boolean paging = cursor.startsWith("page-");
        boolean reset = resets && !cursor.isEmpty() && !paging && !cursor.equals(cursor());
        return cursor.isEmpty() || paging || reset ? snapshot(reset ? "" : cursor, reset) : changes(cursor);
    }

    /// A page of all conversations; the cursor of the next one is `page-START-LAST`.
    private ObjectNode snapshot(String cursor, boolean reset) {
        String[] place = cursor.isEmpty() ? new String[] {"", cursor(), ""} : cursor.split("-", 3);
        List<String> left = conversations.keySet().stream()
                .filter(id -> id.compareTo(place[2]) > 0)
                .toList();
        List<String> page = left.subList(0, Math.min(left.size(), SNAPSHOT_PAGE));
        boolean more = left.size() > page.size();
        ObjectNode answer = synced(more ? "page-" + place[1] + "-" + page.get(page.size() - 1) : place[1], more, reset);
        page.forEach(id -> answer.withArray("conversations").add(Json.MAPPER.<JsonNode>valueToTree(view(id))));
        return answer;
    }

    private ObjectNode changes(String cursor) {
        int from = Integer.parseInt(cursor);
        int to = Math.min(log.size(), from + SYNC_PAGE);
        ObjectNode answer = synced(Integer.toString(to), to < log.size(), false);
        List<Entry> page = log.subList(from, to);
        page.stream()
                .map(Entry::conversationId)
                .distinct()
                .forEach(id -> answer.withArray("conversations").add(Json.MAPPER.<JsonNode>valueToTree(view(id))));
        page.forEach(entry -> answer.withArray("entries").add(Json.MAPPER.<JsonNode>valueToTree(entry)));
        return answer;
    }

    private static ObjectNode synced(String cursor, boolean more, boolean reset) {
        ObjectNode answer =
                frame("synced").put("cursor", cursor).put("more", more).put("reset", reset);
        answer.putArray("conversations");
        answer.putArray("entries");
        return answer;
    }

    private ObjectNode mark(JsonNode frame) {
        ObjectNode ok = frame("ok")
                .put("conversationId", frame.get("conversationId").asText())
                .put("unread", 0)
                .put("mentions", 0)
                .put("version", 50);
        return ok.set("total", Json.MAPPER.valueToTree(new Counts(0, 0)));
    }

    Conversation view(String id) {
        long head = requireNonNull(conversations.get(id)).size();
        return new Conversation(
                id,
                "direct",
                null,
                2,
                "member",
                "6",
                new Conversation.Head(head, head - 1, clock.instant(), null),
                new Conversation.ReadMark(0, 0),
                0,
                0,
                false,
                false,
                false,
                false,
                false,
                1,
                null,
                "write");
    }

    @Override
    public Optional<Conversation> conversation(String id) {
        return conversations.containsKey(id) ? Optional.of(view(id)) : Optional.empty();
    }

    @Override
    public Unread unread() {
        return unread;
    }

    /// The client ids of all sends that came, in order.
    List<String> sends() {
        return heard.stream()
                .filter(frame -> frame.get("t").asText().equals("send"))
                .map(frame -> frame.get("clientId").asText())
                .toList();
    }
}
