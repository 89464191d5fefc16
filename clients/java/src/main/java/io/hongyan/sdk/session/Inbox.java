package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.Conversation;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.EntryPage;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Head;
import io.hongyan.sdk.timeline.Timelines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings entries into order, fetches what is missing, and tells them. On the loop only.
final class Inbox {

    private static final int MAX_FETCHES = 8;

    private final Loop loop;
    private final Requests requests;
    private final Directory directory;
    private final Backoff backoff;
    private final Teller teller;
    private final Timelines timelines;
    private final Runnable whenWhole;
    /// Conversations that are being fetched from, or wait to be.
    private final Set<String> busy = new HashSet<>();
    /// Conversations of which nobody has said that there is more, but there may be.
    private final Set<String> guessed = new HashSet<>();
    /// Entries of conversations that this device hasn't heard of, while it asks what they are.
    private final Map<String, List<Entry>> strangers = new HashMap<>();

    private final Map<String, Integer> failures = new HashMap<>();
    private boolean online;
    private int fetching;
    /// Counts connections, so that what an older one left to be done isn't done.
    private int connection;

    Inbox(SessionParts parts, Requests requests, Teller teller, Runnable whenWhole) {
        this.loop = parts.loop();
        this.requests = requests;
        this.directory = parts.directory();
        this.backoff = new Backoff(parts.random());
        this.teller = teller;
        this.timelines = new Timelines(parts.progress().known());
        this.whenWhole = whenWhole;
    }

    Timelines timelines() {
        return timelines;
    }

    void online() {
        online = true;
        connection++;
        timelines.reconnected();
        repair();
    }

    void offline() {
        online = false;
        connection++;
        busy.clear();
        fetching = 0;
        failures.clear();
        // The server pushes them no more, and the sync of the next connection brings what they belong to.
        strangers.clear();
    }

    /// Whether nothing is missing of what this device has heard of.
    boolean isWhole() {
        return timelines.holes().isEmpty() && strangers.isEmpty();
    }

    /// An entry that was pushed, or acknowledged, to the user `me`.
    void pushed(Entry entry, String me) {
        String conversationId = entry.conversationId();
        if (!timelines.knows(conversationId)) {
            if (entry.seq() != 1 && !entry.brings(me)) {
                stranger(conversationId).add(entry);
                return;
            }
            timelines.begin(conversationId, entry.seq() - 1);
        }
        apply(timelines.offer(entry));
    }

    /// Entries of a conversation that this device may not have heard of exist up to a head.
    void heads(List<Head> heads) {
        for (Head head : heads) {
            if (timelines.knows(head.conversationId())) {
                timelines.expect(head.conversationId(), head.seq());
            } else {
                stranger(head.conversationId());
            }
        }
        repair();
    }

    /// A conversation as it is now; one that is new begins after `before`.
    void view(Conversation conversation, long before) {
        teller.tell(new Event.ConversationChanged(conversation));
        String id = conversation.id();
        if (!timelines.knows(id)) {
            timelines.begin(id, before);
        }
        if (conversation.left()) {
            timelines.rest(id);
        } else {
            timelines.expect(id, conversation.head().seq());
        }
        List<Entry> held = strangers.remove(id);
        if (held != null) {
            held.forEach(entry -> apply(timelines.offer(entry)));
        }
        repair();
    }

    /// The server has lost what was above its `head`; what there is after all is fetched.
    void rewind(String conversationId, long head) {
        timelines.rewind(conversationId, head);
        teller.rewound(conversationId, head);
        timelines.expect(conversationId, head + 1);
        guessed.add(conversationId);
    }

    void drop(String conversationId) {
        timelines.drop(conversationId);
        teller.dropped(conversationId);
    }

    private List<Entry> stranger(String conversationId) {
        List<Entry> held = strangers.get(conversationId);
        if (held == null) {
            held = new ArrayList<>();
            strangers.put(conversationId, held);
            introduce(conversationId);
        }
        return held;
    }

    private void introduce(String conversationId) {
        int asked = connection;
        loop.block(
                () -> directory.conversation(conversationId),
                found -> {
                    if (connection == asked && strangers.containsKey(conversationId)) {
                        introduced(conversationId, found);
                    }
                },
                failed -> {
                    if (connection == asked) {
                        loop.after(nextTry(conversationId), () -> {
                            if (connection == asked && strangers.containsKey(conversationId)) {
                                introduce(conversationId);
                            }
                        });
                    }
                });
    }

    private void introduced(String conversationId, Optional<Conversation> found) {
        failures.remove(conversationId);
        if (found.isPresent()) {
            view(found.get(), found.get().joinedSeq() - 1);
        } else {
            strangers.remove(conversationId);
            repair();
        }
    }

    private void apply(List<Entry> applied) {
        teller.appended(applied);
        repair();
    }

    private void repair() {
        if (!online) {
            return;
        }
        for (String conversationId : List.copyOf(timelines.holes())) {
            if (fetching >= MAX_FETCHES) {
                break;
            }
            if (busy.add(conversationId)) {
                fetch(conversationId);
            }
        }
        if (isWhole()) {
            whenWhole.run();
        }
    }

    private void fetch(String conversationId) {
        long after = timelines.known(conversationId);
        fetching++;
        requests.ask(
                r -> new ClientFrame.Fetch(r, conversationId, null, after, ClientFrame.MAX_FETCH),
                new Requests.Reply() {
                    @Override
                    public void answered(ServerFrame.Answer answer) {
                        fetching--;
                        if (!timelines.knows(conversationId)) {
                            done(conversationId);
                        } else if (answer instanceof ServerFrame.Fetched page) {
                            fetched(conversationId, page);
                        } else if (answer instanceof ServerFrame.Refused refused
                                && !refused.error().retryable()) {
                            // It isn't to be seen any more; the sync or a frame says what it is now.
                            timelines.rest(conversationId);
                            done(conversationId);
                        } else {
                            later(conversationId);
                        }
                    }

                    @Override
                    public void lost() {
                        fetching--;
                        later(conversationId);
                    }
                });
    }

    private void fetched(String conversationId, ServerFrame.Fetched page) {
        long before = timelines.known(conversationId);
        List<Entry> applied =
                timelines.fetched(conversationId, new EntryPage(page.entries(), page.firstSeq(), page.headSeq()));
        teller.appended(applied);
        if (guessed.remove(conversationId) && page.headSeq() <= before) {
            timelines.rest(conversationId);
        }
        if (timelines.known(conversationId) == before && timelines.holes().contains(conversationId)) {
            // Who answers is behind who told of the entries.
            later(conversationId);
        } else {
            done(conversationId);
        }
    }

    private void done(String conversationId) {
        failures.remove(conversationId);
        busy.remove(conversationId);
        repair();
    }

    private void later(String conversationId) {
        int asked = connection;
        loop.after(nextTry(conversationId), () -> {
            if (connection == asked) {
                busy.remove(conversationId);
                repair();
            }
        });
    }

    private Duration nextTry(String conversationId) {
        return backoff.after(failures.merge(conversationId, 1, Integer::sum));
    }
}
