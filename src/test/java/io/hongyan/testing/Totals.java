package io.hongyan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// What one device is told of what is unread in answers over REST, or one socket in frames `unread`, held against what
/// is promised: the total is the sum over the conversations that aren't muted, and versions never fall. Thread-safe.
///
/// What breaks a promise [fails][EveryTotalAddsUp] the class whose test it is, also where that asks until it likes the
/// answer.
final class Totals {

    private final Map<String, Counts> known = new HashMap<>();
    private final Queue<String> violations;
    private @Nullable Counts untold;
    private long version;

    Totals(Queue<String> violations) {
        this.violations = violations;
    }

    /// Violations that no test has been failed for.
    static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /// The highest version so far.
    synchronized long version() {
        return version;
    }

    /// Takes an answer over REST; `before` is the version that was known when it was asked for.
    synchronized void answered(JsonNode answer, boolean whole, long before) {
        if (!answer.path("total").isObject()) {
            return;
        }
        if (answer.has("version")) {
            if (answer.path("version").asLong() < before) {
                violations.add("the version falls from " + before + " with " + answer);
            }
            version = Math.max(version, answer.path("version").asLong());
        }
        JsonNode conversations = answer.path(answer.has("items") ? "items" : "conversations");
        if (whole && conversations.isArray()) {
            Counts sum = Counts.NONE;
            for (JsonNode conversation : conversations) {
                sum = sum.plus(Counts.counted(conversation));
            }
            if (!sum.equals(Counts.of(answer.path("total")))) {
                violations.add("the sum isn't the total of " + answer);
            }
        }
    }

    /// Takes a frame `unread`, which tells the conversations that have changed since the frame before. What the others
    /// add to the total stays the same, and gets less only by a conversation that hadn't been told yet.
    synchronized void told(JsonNode frame) {
        if (frame.path("version").asLong() < version) {
            violations.add("the version falls from " + version + " with " + frame);
        }
        version = frame.path("version").asLong();
        boolean isNew = false;
        for (JsonNode conversation : frame.path("conversations")) {
            isNew |= known.put(conversation.path("id").asText(), Counts.counted(conversation)) == null;
        }
        Counts rest = known.values().stream().reduce(Counts.of(frame.path("total")), Counts::minus);
        if (!rest.mayFollow(untold == null ? rest : untold, isNew)) {
            violations.add("the total has " + rest + " of what wasn't told, and had " + untold + " before " + frame);
        }
        untold = rest;
    }
}
