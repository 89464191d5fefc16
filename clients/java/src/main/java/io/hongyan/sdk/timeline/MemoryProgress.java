package io.hongyan.sdk.timeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Progress that lasts as long as the process. Thread-safe.
public final class MemoryProgress implements Progress {

    private final Map<String, Long> known = new HashMap<>();
    private @Nullable String cursor;

    @Override
    public synchronized Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    @Override
    public synchronized Map<String, Long> known() {
        return Map.copyOf(known);
    }

    @Override
    public synchronized void applied(String conversationId, long seq) {
        known.put(conversationId, seq);
    }

    @Override
    public synchronized void dropped(String conversationId) {
        known.remove(conversationId);
    }

    @Override
    public synchronized void synced(String cursor) {
        this.cursor = cursor;
    }
}
