package io.hongyan.sdk.session;

import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Draft;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Outgoing;
import io.hongyan.sdk.outbox.ClientIds;
import io.hongyan.sdk.outbox.MemoryOutbox;
import io.hongyan.sdk.outbox.Outbox;
import io.hongyan.sdk.rest.TokenSource;
import io.hongyan.sdk.timeline.MemoryProgress;
import io.hongyan.sdk.timeline.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// A session with a [FakeServer], and an application that keeps what it is told.
final class Device {

    final List<Event> events = new ArrayList<>();
    final Map<String, List<Entry>> store = new TreeMap<>();
    final ClientIds ids;
    final Outbox outbox;
    final Progress progress;
    final Session session;

    Device(VirtualLoop loop, FakeServer server, TokenSource tokens) {
        this(loop, server, tokens, new MemoryOutbox(), new MemoryProgress(), 1_000);
    }

    Device(VirtualLoop loop, FakeServer server, TokenSource tokens, Outbox outbox, Progress progress, int history) {
        this.outbox = outbox;
        this.progress = progress;
        // Its clock is a day late.
        this.ids = new ClientIds(loop.clock(Duration.ofDays(-1)), new Random(3));
        this.session = new Session(new SessionParts(
                loop,
                server,
                new Deliveries(Runnable::run),
                Runnable::run,
                tokens,
                server,
                outbox,
                progress,
                ids,
                new Random(4),
                this::hear,
                history));
    }

    private void hear(Event event) {
        events.add(event);
        if (event instanceof Event.Appended appended) {
            store.computeIfAbsent(appended.entry().conversationId(), id -> new ArrayList<>())
                    .add(appended.entry());
        } else if (event instanceof Event.ConversationDropped dropped) {
            store.remove(dropped.conversationId());
        } else if (event instanceof Event.Rewound rewound) {
            store.getOrDefault(rewound.conversationId(), new ArrayList<>())
                    .removeIf(entry -> entry.seq() > rewound.seq());
        }
    }

    CompletableFuture<Acknowledgement> send(String conversationId, String text) {
        return session.send(Outgoing.of(ids.next(), Draft.text(Destination.conversation(conversationId), text)));
    }

    /// What the application has of a conversation.
    List<String> texts(String conversationId) {
        return store.getOrDefault(conversationId, List.of()).stream()
                .filter(entry -> entry.type().equals("message"))
                .map(entry -> entry.text().orElse(""))
                .toList();
    }

    <T extends Event> List<T> heard(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
