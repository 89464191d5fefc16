package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.Conversation;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.timeline.Timelines;
import io.hongyan.sdk.timeline.UnreadState;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings this device up to date after it connected, and keeps the cursor. On the loop only.
///
/// A cursor is kept only when nothing is missing that it covers: until then it waits.
final class Syncer {

    private static final int PAGE = 500;

    private final SessionParts parts;
    private final Requests requests;
    private final Inbox inbox;
    private final UnreadState unread;
    private final Teller teller;
    private final Backoff backoff;
    private final Runnable whenSynced;
    /// The last cursor that was told to the application's [io.hongyan.sdk.timeline.Progress].
    private @Nullable String stored;
    /// A newer one, of which something is still missing.
    private @Nullable String candidate;
    /// Whether this connection's sync is complete; before that, a pushed cursor may be ahead of it.
    private boolean live;
    /// What a snapshot has shown so far; null when none is being paged.
    private @Nullable Set<String> shown;

    private boolean fromReset;
    private int failures;
    private int connection;
    private String me = "";

    Syncer(SessionParts parts, Requests requests, Inbox inbox, UnreadState unread, Teller teller, Runnable whenSynced) {
        this.parts = parts;
        this.requests = requests;
        this.inbox = inbox;
        this.unread = unread;
        this.teller = teller;
        this.backoff = new Backoff(parts.random());
        this.whenSynced = whenSynced;
        this.stored = parts.progress().cursor().orElse(null);
    }

    /// What to say hello and sync with.
    @Nullable
    String cursor() {
        return stored;
    }

    void online(String me) {
        this.me = me;
        connection++;
        failures = 0;
        begin();
    }

    void offline() {
        connection++;
        live = false;
        candidate = null;
        shown = null;
    }

    private void begin() {
        shown = stored == null ? new HashSet<>() : null;
        fromReset = false;
        ask(stored);
    }

    private void ask(@Nullable String cursor) {
        requests.ask(r -> new ClientFrame.Sync(r, cursor, PAGE), new Requests.Reply() {
            @Override
            public void answered(ServerFrame.Answer answer) {
                if (answer instanceof ServerFrame.Synced page) {
                    failures = 0;
                    page(page);
                } else {
                    later();
                }
            }

            @Override
            public void lost() {
                later();
            }
        });
    }

    /// From the beginning: the cursors of a snapshot's pages may have gone stale meanwhile.
    private void later() {
        int asked = connection;
        failures++;
        parts.loop().after(backoff.after(failures), () -> {
            if (connection == asked) {
                begin();
            }
        });
    }

    private void page(ServerFrame.Synced page) {
        if (page.reset()) {
            shown = new HashSet<>();
            fromReset = true;
        }
        boolean first = shown != null && stored == null;
        for (Conversation conversation : page.conversations()) {
            view(conversation, first);
        }
        page.entries().forEach(entry -> inbox.pushed(entry, me));
        if (shown == null) {
            offer(page.cursor());
        }
        if (page.more()) {
            ask(page.cursor());
            return;
        }
        Set<String> complete = shown;
        if (complete != null) {
            dropOthers(complete);
            shown = null;
            offer(page.cursor());
        }
        live = true;
        teller.tell(new Event.Synced());
        whenSynced.run();
    }

    private void view(Conversation conversation, boolean first) {
        Timelines timelines = inbox.timelines();
        String id = conversation.id();
        long head = conversation.head().seq();
        if (shown != null) {
            shown.add(id);
        }
        if (fromReset && timelines.knows(id) && timelines.known(id) > head && !timelines.isConfirmed(id)) {
            inbox.rewind(id, head);
        }
        // A device that has nothing begins with the newest; to one that has synced, all of a new conversation is new.
        long start = conversation.joinedSeq() - 1;
        long before = first ? Math.max(start, head - parts.history()) : start;
        unread.learn(id, conversation.muted());
        inbox.view(conversation, Math.max(0, before));
    }

    /// What a complete snapshot lacks is gone, unless it came while the snapshot was paged.
    private void dropOthers(Set<String> complete) {
        Timelines timelines = inbox.timelines();
        for (String id : timelines.conversations()) {
            if (!complete.contains(id) && !timelines.isConfirmed(id)) {
                inbox.drop(id);
            }
        }
    }

    /// A cursor that came with a frame.
    void pushed(@Nullable String cursor) {
        if (live && cursor != null) {
            offer(cursor);
        }
    }

    private void offer(String cursor) {
        candidate = cursor;
        if (inbox.isWhole()) {
            store();
        }
    }

    /// Nothing is missing at the moment.
    void store() {
        String cursor = candidate;
        candidate = null;
        if (cursor == null || cursor.equals(stored)) {
            return;
        }
        stored = cursor;
        int asked = connection;
        teller.synced(
                cursor,
                () -> parts.loop().execute(() -> {
                    if (connection == asked) {
                        requests.say(new ClientFrame.Ack(cursor));
                    }
                }));
    }
}
