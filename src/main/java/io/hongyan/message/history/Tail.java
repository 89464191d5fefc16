package io.hongyan.message.history;

import io.hongyan.log.EventListener;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.operation.Changes;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest entries of all conversations, in this node's memory: those that PostgreSQL may not have yet, and for
/// speed some that it has.
///
/// An entry is dropped once the projector has confirmed it and newer ones need the room. Memory is bounded: beyond the
/// limit the oldest are dropped unconfirmed, and the tail [isn't complete][#isComplete()] until PostgreSQL has them.
/// What it holds of a conversation is consecutive and ends with its last entry. Thread-safe.
public final class Tail implements EventListener {

    private static final Logger log = LoggerFactory.getLogger(Tail.class);

    /// What an entry takes beside its JSON: objects and references.
    private static final int OVERHEAD = 160;

    /// What an operation takes besides, with the message that it changes.
    private static final int CHANGE = 240;

    private final long kept;
    private final long limit;
    private final Map<ConversationId, Run> runs = new HashMap<>();
    private final Map<Integer, Arrivals> partitions = new TreeMap<>();
    private long bytes;
    private long arrivals;
    private int waiting;
    private boolean caughtUp;
    private boolean complete = true;

    /// `kept` bytes are held although confirmed; beyond `limit` bytes even unconfirmed entries go.
    public Tail(long kept, long limit) {
        if (kept < 0 || limit < kept) {
            throw new IllegalArgumentException("the tail keeps 0 to its limit, not " + kept + " of " + limit);
        }
        this.kept = kept;
        this.limit = limit;
    }

    /// Takes an event in. One from a command that was heard of before changes nothing.
    @Override
    public void appended(Event event, int partition, long command) {
        EncodedEntry entry = EncodedEntry.of(event);
        synchronized (this) {
            Arrivals arrived = partitions.computeIfAbsent(partition, _ -> new Arrivals());
            if (command < arrived.next) {
                return;
            }
            arrived.add(new Item(entry, event.at(), command, arrivals++));
            Run run = runs.computeIfAbsent(entry.conversation(), _ -> new Run());
            run.add(entry);
            if (event instanceof Event.Operation operation) {
                run.add(operation);
            }
            bytes += weight(entry);
            shrink();
            if (waiting > 0) {
                notifyAll();
            }
        }
    }

    /// The feed has read to where the log ended when this node started; before that, no head is known.
    public synchronized void caughtUp() {
        caughtUp = true;
    }

    /// Whether the last entry that the tail has of a conversation is its last.
    public synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    /// PostgreSQL has what came from the commands below these offsets, by partition.
    public synchronized void confirmed(Map<Integer, Long> nextCommands) {
        nextCommands.forEach((partition, next) -> {
            Arrivals arrived = partitions.computeIfAbsent(partition, _ -> new Arrivals());
            arrived.confirm(next);
        });
        shrink();
    }

    /// Whether every entry is here or in PostgreSQL, so that one that is in neither doesn't exist.
    public synchronized boolean isComplete() {
        return caughtUp && complete;
    }

    /// When the oldest entry was sent that PostgreSQL may not have; empty where it has everything.
    public synchronized Optional<Instant> unconfirmedSince() {
        return partitions.values().stream()
                .filter(arrived -> arrived.unconfirmed)
                .map(arrived -> Instant.ofEpochMilli(arrived.unconfirmedSince))
                .min(Comparator.naturalOrder());
    }

    /// The seq of the conversation's last entry; empty where the tail has nothing of it.
    public synchronized OptionalLong lastSeq(ConversationId conversation) {
        Run run = runs.get(conversation);
        return run == null ? OptionalLong.empty() : OptionalLong.of(run.lastSeq());
    }

    public synchronized Optional<EncodedEntry> find(ConversationId conversation, long seq) {
        Run run = runs.get(conversation);
        return run == null ? Optional.empty() : Optional.ofNullable(run.find(seq));
    }

    /// The same as it was appended, whatever was done to it since.
    public synchronized Optional<EncodedEntry> findAsSent(ConversationId conversation, long seq) {
        Run run = runs.get(conversation);
        return run == null ? Optional.empty() : Optional.ofNullable(run.findAsSent(seq));
    }

    /// Whether the message `seq` was recalled by an entry that is here, while the message may be older.
    public synchronized boolean isRecalled(ConversationId conversation, long seq) {
        Run run = runs.get(conversation);
        Changes changes = run == null ? null : run.changes(seq);
        return changes != null && changes.recalled();
    }

    /// What entries that are here have done to the messages from `from` to `to`, which may be older, by their seqs.
    public synchronized Map<Long, Changes> changes(ConversationId conversation, long from, long to) {
        Run run = runs.get(conversation);
        return run == null ? Map.of() : run.changes(from, to);
    }

    /// All that was done to a message that is here; empty where the message is older.
    public synchronized Optional<Changes> allChanges(ConversationId conversation, long seq) {
        Run run = runs.get(conversation);
        if (run == null || run.find(seq) == null) {
            return Optional.empty();
        }
        Changes changes = run.changes(seq);
        return Optional.of(changes == null ? new Changes() : changes.copy());
    }

    /// How many countable messages the conversation has up to and with `seq`; empty where that entry isn't here.
    public OptionalLong ordinal(ConversationId conversation, long seq) {
        return find(conversation, seq).stream().mapToLong(EncodedEntry::ordinal).findAny();
    }

    /// What the tail has of the entries from `from` to `to`, both included: the end of that range, maybe nothing.
    public synchronized List<EncodedEntry> range(ConversationId conversation, long from, long to) {
        Run run = runs.get(conversation);
        return run == null ? List.of() : run.range(from, to);
    }

    /// Waits until the conversation has the entry `seq` or a later one, but not longer than `patience`.
    synchronized void await(ConversationId conversation, long seq, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        waiting++;
        try {
            while (lastSeq(conversation).orElse(0) < seq) {
                long rest = deadline - System.nanoTime();
                if (rest <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(this, rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
        }
    }

    private void shrink() {
        while (bytes > kept && dropOldest(Arrivals::isFirstConfirmed)) {}
        while (bytes > limit && dropOldest(_ -> true)) {}
        boolean before = complete;
        complete = partitions.values().stream().noneMatch(Arrivals::lacks);
        if (before && !complete) {
            log.warn(
                    "PostgreSQL is too far behind for the memory of the tail: the oldest entries can't be read for now");
        }
    }

    /// Drops the entry that came first, of those partitions whose first fits.
    private boolean dropOldest(Predicate<Arrivals> which) {
        Arrivals oldest = null;
        for (Arrivals arrived : partitions.values()) {
            if (!arrived.items.isEmpty()
                    && which.test(arrived)
                    && (oldest == null || arrived.firstArrival() < oldest.firstArrival())) {
                oldest = arrived;
            }
        }
        if (oldest == null) {
            return false;
        }
        Item item = oldest.removeFirst();
        bytes -= weight(item.entry());
        Run run = runs.get(item.entry().conversation());
        // Not so where the run was started anew since.
        if (run != null && run.firstSeq() == item.entry().seq()) {
            run.removeFirst();
            if (run.isEmpty()) {
                runs.remove(item.entry().conversation());
            }
        }
        return true;
    }

    private static int weight(EncodedEntry entry) {
        return entry.size() + OVERHEAD + (entry.target() == 0 ? 0 : CHANGE);
    }

    private record Item(EncodedEntry entry, long at, long command, long arrival) {}

    /// The entries of one partition, in the order in which they came.
    private static final class Arrivals {

        private final ArrayDeque<Item> items = new ArrayDeque<>();
        private long next;
        private long confirmed;
        /// Everything unconfirmed that came from commands below this one was dropped.
        private long dropped;

        private boolean unconfirmed;
        private long unconfirmedSince;

        private void add(Item item) {
            items.add(item);
            next = item.command() + 1;
            if (!unconfirmed && item.command() >= confirmed) {
                unconfirmed = true;
                unconfirmedSince = item.at();
            }
        }

        private void confirm(long nextCommand) {
            if (nextCommand <= confirmed) {
                return;
            }
            confirmed = nextCommand;
            unconfirmed = lacks();
            Iterator<Item> newestFirst = items.descendingIterator();
            while (!lacks() && newestFirst.hasNext()) {
                Item item = newestFirst.next();
                if (item.command() < confirmed) {
                    break;
                }
                unconfirmed = true;
                unconfirmedSince = item.at();
            }
        }

        private boolean isFirstConfirmed() {
            return items.getFirst().command() < confirmed;
        }

        private long firstArrival() {
            return items.getFirst().arrival();
        }

        private Item removeFirst() {
            Item item = items.removeFirst();
            dropped = item.command() + 1;
            return item;
        }

        private boolean lacks() {
            return dropped > confirmed;
        }
    }
}
