package io.hongyan.fault;

import io.hongyan.client.Api;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Entry;
import io.hongyan.client.Received;
import io.hongyan.client.Requests;
import io.hongyan.client.SocketClient;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/// A client as the protocol wants it: what it asks waits in an outbox until it is answered, whatever becomes of the
/// socket. Thread-safe.
final class Talker implements SocketListener {

    /// Fewer than a socket may have unanswered.
    private static final int MAX_WAITING = 100;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMillis(500);

    /// A message and its number, once it is known.
    record Said(Chat chat, String clientId, String text, long seq) {

        Said numbered(long given) {
            return new Said(chat, clientId, text, given);
        }
    }

    private record Waiting(byte[] frame, long due) {}

    private final String userId;
    private final Api api;
    private final LongConsumer onAcknowledged;
    private final Map<Long, Waiting> outbox = new LinkedHashMap<>();
    private final Map<String, Said> said = new LinkedHashMap<>();
    private final Map<Long, String> retries = new HashMap<>();
    private final Map<String, Long> marks = new HashMap<>();
    private final Map<String, Map<Long, Entry>> pushed = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private ClientSocket socket;
    private boolean welcome;
    private long requests;

    /// @param onAcknowledged hears when a message was acknowledged, on the clock of [System#nanoTime]
    Talker(String userId, Api api, LongConsumer onAcknowledged) {
        this.userId = userId;
        this.api = api;
        this.onAcknowledged = onAcknowledged;
    }

    String userId() {
        return userId;
    }

    Api api() {
        return api;
    }

    /// Says something new, unless too much waits for an answer.
    synchronized void say(Chat chat, String clientId, String text) {
        if (outbox.size() < MAX_WAITING) {
            said.put(clientId, new Said(chat, clientId, text, 0));
            ask(r -> Requests.send(r, chat.id(), clientId, text, List.of()));
        }
    }

    /// Reads up to the last of its own messages in a chat.
    synchronized void read(Chat chat) {
        long seq = said.values().stream()
                .filter(message -> message.chat().equals(chat))
                .mapToLong(Said::seq)
                .max()
                .orElse(0);
        if (seq > 0 && outbox.size() < MAX_WAITING) {
            marks.merge(chat.id(), seq, Math::max);
            ask(r -> Requests.read(r, chat.id(), seq));
        }
    }

    /// Sends the last `count` acknowledged messages once more; each has to be answered as a duplicate.
    synchronized void retryAcknowledged(int count) {
        List<Said> known = acknowledged();
        for (Said message : known.subList(Math.max(0, known.size() - count), known.size())) {
            retries.put(requests + 1, message.clientId());
            ask(r -> Requests.send(r, message.chat().id(), message.clientId(), message.text(), List.of()));
        }
    }

    private void ask(LongFunction<byte[]> request) {
        long r = ++requests;
        outbox.put(r, new Waiting(request.apply(r), 0));
        if (welcome) {
            send(r);
        }
    }

    private void send(long r) {
        outbox.computeIfPresent(r, (_, waiting) -> {
            socket.send(waiting.frame());
            return new Waiting(waiting.frame(), System.nanoTime() + ANSWER.toNanos());
        });
    }

    /// Connects where there is no socket, and asks again what waits for too long. To be called from time to time.
    void tend(SocketClient sockets, URI server) {
        try {
            if (isCut()) {
                ClientSocket opened = sockets.connect(server, api.token(), this);
                synchronized (this) {
                    socket = opened;
                }
            }
        } catch (IOException e) {
            // There is no server now; the next time there may be one.
        }
        synchronized (this) {
            if (welcome) {
                long now = System.nanoTime();
                List<Long> due = outbox.entrySet().stream()
                        .filter(waiting -> waiting.getValue().due() - now <= 0)
                        .map(Map.Entry::getKey)
                        .toList();
                due.forEach(this::send);
            }
        }
    }

    private synchronized boolean isCut() {
        return socket == null || !socket.isOpen();
    }

    @Override
    public synchronized void received(Received frame) {
        switch (frame) {
            case Received.Welcome _ -> {
                welcome = true;
                List.copyOf(outbox.keySet()).forEach(this::send);
            }
            case Received.Ok ok -> answered(ok);
            case Received.Refused refused -> refused(refused);
            case Received.Entries entries -> entries.entries().forEach(this::pushed);
            case Received.Heads _, Received.Unread _, Received.Bye _, Received.Other _ -> {}
        }
    }

    /// What was pushed once stays so, whatever is killed afterwards.
    private void pushed(Entry entry) {
        Entry before = pushed.computeIfAbsent(entry.conversationId(), _ -> new HashMap<>())
                .put(entry.seq(), entry);
        if (before != null && !before.equals(entry)) {
            faults.add("%s was pushed, and then %s".formatted(before, entry));
        }
    }

    private void answered(Received.Ok ok) {
        outbox.remove(ok.r());
        Said message = said.get(ok.clientId());
        if (message == null) {
            return;
        }
        if (message.seq() == 0) {
            said.put(ok.clientId(), message.numbered(ok.seq()));
            onAcknowledged.accept(System.nanoTime());
        } else if (message.seq() != ok.seq()) {
            faults.add("%s was answered %d, and then %d".formatted(message, message.seq(), ok.seq()));
        }
        if (retries.containsKey(ok.r()) && !ok.duplicate()) {
            faults.add("the retry of %s was taken for a new message".formatted(message));
        }
    }

    private void refused(Received.Refused refused) {
        if (refused.retryable()) {
            outbox.computeIfPresent(
                    refused.r(), (_, waiting) -> new Waiting(waiting.frame(), System.nanoTime() + AGAIN.toNanos()));
        } else {
            outbox.remove(refused.r());
            faults.add("user %s was answered %s: %s".formatted(userId, refused.code(), refused.detail()));
        }
    }

    @Override
    public synchronized void closed(int code, String reason) {
        welcome = false;
    }

    /// Whether everything has been answered.
    synchronized boolean isDone() {
        return outbox.isEmpty();
    }

    synchronized List<Said> acknowledged() {
        return said.values().stream().filter(message -> message.seq() > 0).toList();
    }

    /// Every entry of a chat that was pushed, by its seq.
    synchronized Map<Long, Entry> pushed(Chat chat) {
        return Map.copyOf(pushed.getOrDefault(chat.id(), Map.of()));
    }

    /// Up to where a chat is read.
    synchronized long mark(Chat chat) {
        return marks.getOrDefault(chat.id(), 0L);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
