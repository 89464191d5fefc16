package io.hongyan.sdk.outbox;

import io.hongyan.sdk.model.Outgoing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An outbox that lasts as long as the process. Thread-safe.
public final class MemoryOutbox implements Outbox {

    private final Map<String, Outgoing> messages = new LinkedHashMap<>();

    @Override
    public synchronized void add(Outgoing message) {
        if (messages.putIfAbsent(message.clientId(), message) != null) {
            throw new IllegalArgumentException("the outbox has a message " + message.clientId() + " already");
        }
    }

    @Override
    public synchronized void remove(String clientId) {
        messages.remove(clientId);
    }

    @Override
    public synchronized List<Outgoing> waiting() {
        return List.copyOf(messages.values());
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
