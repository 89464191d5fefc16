package io.hongyan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// What one device is told of what is unread in answers over REST and in `ok` frames, or one socket in frames `unread`
/// and `ok`, held against what is promised: the total is the sum over the conversations that aren't muted, versions
/// never fall, and one version has one total. A mark is answered without what the sum is of: its total is held against
/// those of the same version.
///
/// Conversations that come without a total, by sync, events and frames, are held against how the device was shown them
/// where they stood at the same place, as in the lists whose sum is the total. Thread-safe.
///
/// What breaks a promise [fails][EveryTotalAddsUp] the class whose test it is, also where that asks until it likes the
/// answer.
public final class Totals {

    private static final Map<String, Totals> DEVICES = new ConcurrentHashMap<>();

    private final Map<String, Counts> known = new HashMap<>();
    private final Map<Long, Counts> totals = new HashMap<>();
    private final Map<Place, Counts> places = new HashMap<>();
    private final Queue<String> violations;
    private @Nullable Counts untold;
    private long version;
    private long toldVersion;

    Totals(Queue<String> violations) {
        this.violations = violations;
    }

    /// Violations that no test has been failed for.
    static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /// What whoever carries `token` is told; empty for those without one.
    public static Totals of(String token) {
        return DEVICES.computeIfAbsent(token, _ -> new Totals(FOUND));
    }

    /// The highest version so far.
    synchronized long version() {
        return version;
    }

    /// Takes an answer; `whole` where everything is in it that the total is the sum of. `before` is the version that
    /// was known when it was asked for.
    public synchronized void answered(JsonNode answer, boolean whole, long before) {
        if (!answer.path("total").isObject()) {
            return;
        }
        if (answer.has("version")) {
            if (answer.path("version").asLong() < before) {
                violations.add("the version falls from " + before + " with " + answer);
            }
            placed(answer);
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
        if (frame.path("version").asLong() < toldVersion) {
            violations.add("the version falls from " + toldVersion + " with " + frame);
        }
        toldVersion = frame.path("version").asLong();
        placed(frame);
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

    private void placed(JsonNode told) {
        version = Math.max(version, told.path("version").asLong());
        Counts total = Counts.of(told.path("total"));
        Counts before = totals.putIfAbsent(told.path("version").asLong(), total);
        if (before != null && !before.equals(total)) {
            violations.add("the total was " + before + " in the version of " + told);
        }
    }

    /// Takes all conversations that something shows.
    public synchronized void shown(JsonNode told) {
        for (JsonNode conversation : told.findParents("markedUnread")) {
            if (!conversation.path("left").asBoolean()) {
                counted(conversation);
            }
        }
    }

    /// In read mode what a mailbox knows of a place comes later than the head, so there is no more than a bound.
    private void counted(JsonNode conversation) {
        Place place = Place.of(conversation);
        Counts counts = Counts.of(conversation);
        if (counts.unread() > place.atMost()) {
            violations.add("more is unread than there is in " + conversation);
        }
        Counts before = "write".equals(conversation.path("fanout").asText()) ? places.putIfAbsent(place, counts) : null;
        if (before != null && !before.equals(counts)) {
            violations.add("there were " + before + " at the place of " + conversation);
        }
    }

    /// Where a conversation stands: how much of it is unread there never changes.
    private record Place(
            String id, long joined, long head, long ordinal, long read, long readOrdinal, boolean markedUnread) {

        static Place of(JsonNode conversation) {
            return new Place(
                    conversation.path("id").asText(),
                    conversation.path("joinedSeq").asLong(),
                    conversation.at("/head/seq").asLong(),
                    conversation.at("/head/ordinal").asLong(),
                    conversation.at("/read/seq").asLong(),
                    conversation.at("/read/ordinal").asLong(),
                    conversation.path("markedUnread").asBoolean());
        }

        long atMost() {
            return Math.max(ordinal - readOrdinal, markedUnread ? 1 : 0);
        }
    }
}
