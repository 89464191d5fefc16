package io.hongyan.sync;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.conversation.receipt.DeliveredPositions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.cursor.SyncCursor;
import io.hongyan.sync.inbox.Inbox;
import io.hongyan.sync.inbox.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// Tells from what devices acknowledge which messages have come to people: an acknowledged position stands for all
/// references of the inbox up to it.
///
/// Looked up once a second, of each user only what is new. Thread-safe.
public final class Delivering implements Managed {

    private static final Logger log = LoggerFactory.getLogger(Delivering.class);

    /// Beyond this, while Redis is away, new ones are dropped.
    private static final int MAX_PENDING = 100_000;

    /// How often what the inbox doesn't have yet is looked for, once a second; then it has lost it.
    private static final int MAX_LOOKS = 5;

    /// How far back a first acknowledgement is followed.
    private static final int MAX_REFERENCES = 2_000;

    private final Inbox inbox;
    private final DeliveredPositions delivered;
    private final List<BiConsumer<UserId, Map<ConversationId, Long>>> listeners = new CopyOnWriteArrayList<>();
    private final Map<UserId, Acknowledged> pending = new ConcurrentHashMap<>();
    private final Map<UserId, SyncCursor> done = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("delivering").factory());

    /// What a device has, and how often that was looked up.
    private record Acknowledged(SyncCursor cursor, int looks) {

        static Acknowledged further(Acknowledged one, Acknowledged other) {
            return Delivering.further(one.cursor, other.cursor).equals(one.cursor) ? one : other;
        }
    }

    public Delivering(Inbox inbox, DeliveredPositions delivered) {
        this.inbox = inbox;
        this.delivered = delivered;
    }

    /// `listener` hears up to which entries of which conversations a device of somebody has all. It mustn't block.
    public void listen(BiConsumer<UserId, Map<ConversationId, Long>> listener) {
        listeners.add(listener);
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::deliver, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        thread.shutdown();
    }

    /// A device of `user` has stored everything up to `cursor`, unless it is still within a snapshot. Returns at once.
    public void acknowledge(UserId user, SyncCursor cursor) {
        if (!cursor.isWithinSnapshot() && pending.size() < MAX_PENDING) {
            pending.merge(user, new Acknowledged(cursor, 0), Acknowledged::further);
        }
    }

    private static SyncCursor further(SyncCursor one, SyncCursor other) {
        boolean further =
                one.epoch() == other.epoch() ? one.position() > other.position() : one.epoch() > other.epoch();
        return further ? one : other;
    }

    /// The loop's policy: what can't be looked up now is looked up again a few times, and then passed over.
    private void deliver() {
        if (done.size() > MAX_PENDING) {
            done.clear();
        }
        for (UserId user : List.copyOf(pending.keySet())) {
            Acknowledged acknowledged = pending.remove(user);
            try {
                if (acknowledged != null && !deliver(user, acknowledged.cursor())) {
                    lookAgain(user, acknowledged);
                }
            } catch (JedisException away) {
                log.debug("what has come to a user can't be told", away);
            }
        }
    }

    private void lookAgain(UserId user, Acknowledged acknowledged) {
        if (acknowledged.looks() < MAX_LOOKS) {
            pending.merge(
                    user, new Acknowledged(acknowledged.cursor(), acknowledged.looks() + 1), Acknowledged::further);
        } else {
            done.put(user, acknowledged.cursor());
        }
    }

    /// Whether everything up to the cursor has been looked up: a device may know of it before the inbox does.
    private boolean deliver(UserId user, SyncCursor cursor) {
        SyncCursor before = done.get(user);
        if (before != null && further(before, cursor).equals(before)) {
            return true;
        }
        long oldest = Math.max(0, cursor.position() - MAX_REFERENCES);
        long after = before == null || before.epoch() != cursor.epoch() ? oldest : Math.max(oldest, before.position());
        List<Reference> references = inbox.range(user, cursor.epoch(), after, cursor.position(), MAX_REFERENCES)
                .orElse(List.of());
        if (references.isEmpty()) {
            return after == cursor.position();
        }
        Map<ConversationId, Long> seqs = new HashMap<>();
        for (Reference reference : references) {
            if (reference.kind() == Reference.Kind.ENTRY) {
                seqs.merge(reference.conversation(), reference.seq(), Math::max);
            }
        }
        if (!seqs.isEmpty()) {
            // Not what was told before the user came to this node.
            Map<ConversationId, Long> moved = delivered.move(user, seqs);
            listeners.forEach(listener -> listener.accept(user, moved));
        }
        long reached = references.getLast().position();
        done.put(user, new SyncCursor(cursor.epoch(), reached, cursor.summaries()));
        return reached == cursor.position();
    }
}
