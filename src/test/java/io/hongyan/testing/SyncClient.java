package io.hongyan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One device that keeps what sync tells it, as rules 2 and 4 of the protocol say, and fetches what it lacks. Used by
/// one thread.
public final class SyncClient {

    private static final int FETCHED = 200;

    private TestUser user;
    private final Map<String, JsonNode> conversations = new TreeMap<>();
    private final Map<String, TreeMap<Long, JsonNode>> entries = new TreeMap<>();
    private @Nullable Set<String> shown = new HashSet<>();
    private String cursor = "";
    private int resets;
    private int fetches;

    public SyncClient(TestUser user) {
        this.user = user;
    }

    /// The same device, at a server that has started since.
    public SyncClient as(TestUser user) {
        this.user = user;
        return this;
    }

    public String cursor() {
        return cursor;
    }

    /// How often it had to start anew.
    public int resets() {
        return resets;
    }

    /// How often it had to fetch although it was told only what had changed.
    public int fetches() {
        return fetches;
    }

    /// Syncs over HTTP, one page; the answer says whether there is more.
    public JsonNode page(int limit) {
        JsonNode answer = user.rest()
                .get("/v1/sync?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                .expect(200)
                .json();
        take(answer);
        return answer;
    }

    /// Syncs over HTTP to the end.
    public void sync(int limit) {
        JsonNode answer = page(limit);
        while (answer.path("more").asBoolean()) {
            answer = page(limit);
        }
    }

    /// The frame that asks a socket for the next page.
    public Map<String, Object> syncRequest(int limit) {
        return cursor.isEmpty()
                ? Map.of("t", "sync", "limit", limit)
                : Map.of("t", "sync", "cursor", cursor, "limit", limit);
    }

    /// Takes an answer in, wherever it came from.
    public void take(JsonNode answer) {
        if (answer.path("reset").asBoolean()) {
            resets++;
            shown = new HashSet<>();
        }
        Set<String> snapshot = shown;
        answer.path("entries").forEach(this::store);
        for (JsonNode conversation : answer.path("conversations")) {
            apply(conversation, snapshot != null);
            if (snapshot != null) {
                snapshot.add(conversation.path("id").asText());
            }
        }
        if (snapshot != null && !answer.path("more").asBoolean()) {
            conversations.keySet().retainAll(snapshot);
            entries.keySet().retainAll(snapshot);
            shown = null;
        }
        cursor = answer.path("cursor").asText();
    }

    /// Takes in what a socket brought by itself, or in answer to a sync.
    public void hear(JsonNode frame) {
        switch (frame.path("t").asText()) {
            case "entry" -> store(frame.path("entry"));
            case "entries" -> frame.path("entries").forEach(this::store);
            case "synced" -> take(frame);
            case "conversation" -> apply(frame.path("conversation"), false);
            case "heads" -> frame.path("heads").forEach(this::reach);
            case "unread" -> {
                frame.path("conversations").forEach(this::count);
                move(frame.path("cursor").asText(cursor));
            }
            case "pong" -> move(frame.path("cursor").asText(cursor));
            default -> {}
        }
    }

    private void reach(JsonNode head) {
        String id = head.path("conversationId").asText();
        JsonNode conversation = conversations.get(id);
        if (conversation != null) {
            fetchUpTo(
                    id,
                    conversation.path("joinedSeq").asLong(),
                    head.path("seq").asLong());
        }
    }

    private void count(JsonNode counted) {
        if (conversations.get(counted.path("id").asText()) instanceof ObjectNode conversation) {
            conversation.setAll((ObjectNode) counted);
        }
    }

    /// Takes an entry in, wherever it came from.
    public void store(JsonNode entry) {
        entries(entry.path("conversationId").asText()).put(entry.path("seq").asLong(), entry);
    }

    /// Takes a cursor that came by itself.
    public void move(String given) {
        cursor = given;
    }

    private void apply(JsonNode conversation, boolean snapshot) {
        String id = conversation.path("id").asText();
        long head = conversation.path("head").path("seq").asLong();
        if (conversation.path("left").asBoolean()) {
            conversations.remove(id);
            // What is above may be of the time after coming back, of which entries tell first.
            entries(id).headMap(head, true).clear();
            return;
        }
        boolean known = conversations.put(id, conversation) != null;
        TreeMap<Long, JsonNode> timeline = entries(id);
        long joined = conversation.path("joinedSeq").asLong();
        timeline.headMap(joined).clear();
        if (snapshot) {
            timeline.tailMap(head, false).clear();
        }
        if (fetchUpTo(id, joined, head) && known && !snapshot) {
            fetches++;
        }
    }

    /// Fetches what is missing between two entries; whether anything was.
    private boolean fetchUpTo(String conversation, long first, long head) {
        TreeMap<Long, JsonNode> timeline = entries(conversation);
        long next = first;
        while (timeline.containsKey(next)) {
            next++;
        }
        boolean missing = next <= head;
        while (next <= head) {
            long last = fetch(conversation, next);
            if (last < next) {
                return missing;
            }
            next = last + 1;
        }
        return missing;
    }

    /// Fetches from `seq` on; the answer is the last that came. None does where a frame is taken in after its user has
    /// left, or left and come back, of which later frames tell.
    private long fetch(String conversation, long seq) {
        Answer page = user.rest()
                .get("/v1/conversations/" + conversation + "/entries?after=" + (seq - 1) + "&limit=" + FETCHED);
        long last = seq - 1;
        if (page.status() == 404) {
            return last;
        }
        for (JsonNode entry : page.expect(200).json().path("items")) {
            last = entry.path("seq").asLong();
            entries(conversation).put(last, entry);
        }
        return last;
    }

    /// The conversations it knows, by id.
    public Map<String, JsonNode> conversations() {
        return conversations;
    }

    /// The entries it has of a conversation, by seq.
    public TreeMap<Long, JsonNode> entries(String conversation) {
        return entries.computeIfAbsent(conversation, _ -> new TreeMap<>());
    }
}
