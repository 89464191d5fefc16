package io.hongyan.sdk.timeline;

import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.EntryPage;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// The order of entries in all conversations: each `seq` is applied once, after the one below it. Not thread-safe.
///
/// What can be applied is given back in order, to be told to the application; what is missing is in [#holes()], to be
/// fetched.
public final class Timelines {

    private final Map<String, Timeline> timelines = new HashMap<>();
    private final Set<String> holes = new LinkedHashSet<>();

    /// Goes on from what was applied, by conversation.
    public Timelines(Map<String, Long> known) {
        known.forEach(this::begin);
    }

    /// Wants everything of a conversation after `known`.
    public void begin(String conversationId, long known) {
        timelines.put(conversationId, new Timeline(known));
    }

    public boolean knows(String conversationId) {
        return timelines.containsKey(conversationId);
    }

    public Set<String> conversations() {
        return Set.copyOf(timelines.keySet());
    }

    /// The highest `seq` that was applied.
    public long known(String conversationId) {
        return timeline(conversationId).known();
    }

    /// The conversations of which something is missing that there is, the longest missing first.
    public Set<String> holes() {
        return holes;
    }

    /// Takes an entry that was pushed.
    public List<Entry> offer(Entry entry) {
        return change(entry.conversationId(), timeline -> timeline.offer(entry));
    }

    /// Takes entries that were fetched.
    public List<Entry> fetched(String conversationId, EntryPage page) {
        return change(conversationId, timeline -> timeline.fetched(page.items(), page.firstSeq(), page.headSeq()));
    }

    /// There are entries up to `seq`.
    public void expect(String conversationId, long seq) {
        change(conversationId, timeline -> {
            timeline.expect(seq);
            return List.of();
        });
    }

    /// Nothing more is wanted of a conversation until something new comes.
    public void rest(String conversationId) {
        change(conversationId, timeline -> {
            timeline.rest();
            return List.of();
        });
    }

    /// A new connection: what is known came over an older one.
    public void reconnected() {
        timelines.values().forEach(Timeline::reconnected);
    }

    /// Whether the server has given an entry of it over this connection, and so has everything that is known.
    public boolean isConfirmed(String conversationId) {
        return timeline(conversationId).isConfirmed();
    }

    /// Everything above `seq` is void.
    public void rewind(String conversationId, long seq) {
        change(conversationId, timeline -> {
            timeline.rewind(seq);
            return List.of();
        });
    }

    /// Forgets a conversation.
    public void drop(String conversationId) {
        timelines.remove(conversationId);
        holes.remove(conversationId);
    }

    private List<Entry> change(String conversationId, Function<Timeline, List<Entry>> change) {
        Timeline timeline = timeline(conversationId);
        List<Entry> applied = change.apply(timeline);
        if (timeline.hasHole()) {
            holes.add(conversationId);
        } else {
            holes.remove(conversationId);
        }
        return applied;
    }

    private Timeline timeline(String conversationId) {
        return Objects.requireNonNull(timelines.get(conversationId), conversationId);
    }
}
