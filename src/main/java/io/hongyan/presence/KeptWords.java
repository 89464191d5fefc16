package io.hongyan.presence;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.Outage;
import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What people have said last of being invisible, kept in PostgreSQL, so that Redis may lose it: written when that
/// changes, and asked for only of whom Redis knows nothing.
///
/// Nothing here blocks but a thread of its own. While PostgreSQL is away, what is to be written or asked waits.
/// Thread-safe.
public final class KeptWords implements Managed {

    private static final long PERIOD_MS = 250;
    private static final long PATIENCE_MS = 2_000;

    private final WordRepository words;
    private final Outage outage = new Outage("Invisible mode", "PostgreSQL");
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("presence-words").factory());
    private final Map<UserId, Word> unwritten = new HashMap<>();
    private final Set<UserId> asked = new HashSet<>();
    private Map<UserId, Word> answers = new HashMap<>();

    public KeptWords(WordRepository words) {
        this.words = words;
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::work, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /// What was said last is written before.
    @Override
    public void stop() throws InterruptedException {
        thread.execute(this::work);
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
    }

    /// Writes this soon, unless something later is said meanwhile.
    synchronized void keep(UserId user, Word word) {
        unwritten.merge(user, word, Word::orLater);
    }

    /// Writes what Redis says of somebody who comes back invisible: PostgreSQL may have been away when they said so,
    /// and the node that was to tell it later may have died.
    void keepFound(UserId user, Word word) {
        if (word.isInvisible() && !word.equals(Word.UNKNOWN)) {
            keep(user, word);
        }
    }

    /// Asks for these; [#takeAnswers()] has them soon.
    synchronized void ask(Collection<UserId> users) {
        asked.addAll(users);
    }

    /// What was asked for and is known by now; [Word#SILENT] of those who never were invisible.
    synchronized Map<UserId, Word> takeAnswers() {
        Map<UserId, Word> taken = answers;
        answers = new HashMap<>();
        return taken;
    }

    /// The loop's policy: what fails is tried again.
    private void work() {
        try {
            write();
            read();
            outage.isOver();
        } catch (RuntimeException away) {
            outage.goesOn(away);
        }
    }

    private void write() {
        Map<UserId, Word> writing;
        synchronized (this) {
            writing = Map.copyOf(unwritten);
        }
        if (writing.isEmpty()) {
            return;
        }
        List<Map.Entry<UserId, Word>> rows = List.copyOf(writing.entrySet());
        words.store(
                rows.stream().map(Map.Entry::getKey).toList(),
                rows.stream().map(row -> row.getValue().status().name()).toList(),
                rows.stream().map(row -> row.getValue().at()).toList());
        synchronized (this) {
            unwritten.entrySet().removeAll(writing.entrySet());
        }
    }

    private void read() {
        Set<UserId> reading;
        synchronized (this) {
            reading = Set.copyOf(asked);
        }
        if (reading.isEmpty()) {
            return;
        }
        Map<UserId, Word> read = new HashMap<>();
        reading.forEach(user -> read.put(user, Word.SILENT));
        words.find(reading).forEach(stored -> read.put(stored.account(), new Word(stored.status(), stored.saidAt())));
        synchronized (this) {
            asked.removeAll(reading);
            read.forEach((user, word) -> answers.merge(user, word, Word::orLater));
        }
    }
}
