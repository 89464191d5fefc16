package io.hongyan.sdk.session;

import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.timeline.Progress;
import java.util.List;
import java.util.function.Consumer;

/// Tells the application, in order, and keeps how far it was told.
final class Teller {

    private static final System.Logger LOG = System.getLogger(Teller.class.getName());

    private final Deliveries deliveries;
    private final Consumer<Event> listener;
    private final Progress progress;

    Teller(Deliveries deliveries, Consumer<Event> listener, Progress progress) {
        this.deliveries = deliveries;
        this.listener = listener;
        this.progress = progress;
    }

    void tell(Event event) {
        deliveries.execute(() -> hand(event));
    }

    void appended(List<Entry> entries) {
        for (Entry entry : entries) {
            deliveries.execute(() -> {
                hand(new Event.Appended(entry));
                progress.applied(entry.conversationId(), entry.seq());
            });
        }
    }

    void rewound(String conversationId, long seq) {
        deliveries.execute(() -> {
            hand(new Event.Rewound(conversationId, seq));
            progress.applied(conversationId, seq);
        });
    }

    void dropped(String conversationId) {
        deliveries.execute(() -> {
            hand(new Event.ConversationDropped(conversationId));
            progress.dropped(conversationId);
        });
    }

    /// Everything that `cursor` covers was told; `stored` is called when that is kept.
    void synced(String cursor, Runnable stored) {
        deliveries.execute(() -> {
            progress.synced(cursor);
            stored.run();
        });
    }

    /// The application's own code: what fails in it is written to the log, and counts as told, because telling it
    /// again would most likely fail again and hold up everything behind it.
    private void hand(Event event) {
        try {
            listener.accept(event);
        } catch (RuntimeException failure) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the listener failed on " + event.getClass().getSimpleName(),
                    failure);
        }
    }
}
