package io.hongyan.message.search;

import io.hongyan.error.HongyanException;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.history.History;
import io.hongyan.message.history.Tail;
import io.hongyan.message.history.Visibility;
import io.hongyan.message.operation.Changes;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Looks through a conversation for messages that say something, from its end backwards, as far as one page may.
///
/// Thread-safe.
public final class Search {

    /// How many candidates are read at least at once, however few are asked for.
    private static final int LOOKED_AT_ONCE = 50;

    /// How many entries are looked through at once, and for one page.
    private static final int STRETCH = 2_000;

    private static final int LONGEST = 20_000;

    /// After this long no other stretch is begun.
    private static final Duration ENOUGH = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Visibility visibility;
    private final History history;
    private final Tail tail;
    private final StoredTexts stored;
    private final Semaphore turns;

    /// `turns` searches run at once.
    public Search(Visibility visibility, History history, Tail tail, Jdbi jdbi, int turns) {
        this.visibility = requireNonNull(visibility, "visibility is null");
        this.history = requireNonNull(history, "history is null");
        this.tail = requireNonNull(tail, "tail is null");
        this.stored = jdbi.onDemand(StoredTexts.class);
        this.turns = new Semaphore(turns, true);
    }

    /// At most `limit` messages before `before`, of those that `user` may see.
    SearchPage page(UserId user, ConversationId conversation, Words words, @Nullable Long before, int limit) {
        long first = visibility.firstVisible(user, conversation);
        long head = history.head(conversation);
        takeTurn();
        try {
            return page(conversation, words, first, before == null ? head : Math.min(head, before - 1), limit);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw HongyanException.unavailable("Too many searches run at the moment.", PATIENCE, null);
    }

    private SearchPage page(ConversationId conversation, Words words, long first, long last, int limit) {
        List<EncodedEntry> found = new ArrayList<>();
        long lowest = Math.max(first, last - LONGEST + 1);
        long deadline = System.nanoTime() + ENOUGH.toNanos();
        long to = last;
        while (to >= lowest && found.size() < limit && (to == last || System.nanoTime() < deadline)) {
            long from = Math.max(lowest, to - STRETCH + 1);
            found.addAll(stretch(conversation, words, from, to, limit - found.size()));
            to = from - 1;
        }
        long looked = found.size() == limit ? found.getLast().seq() : to + 1;
        return new SearchPage(found, looked > first ? looked : null);
    }

    /// The newest `limit` messages from `from` to `to` that say the words.
    ///
    /// The tail is read first: what it drops then is in PostgreSQL.
    private List<EncodedEntry> stretch(ConversationId conversation, Words words, long from, long to, int limit) {
        List<EncodedEntry> recent = tail.range(conversation, from, to);
        List<EncodedEntry> found = new ArrayList<>(
                recent.reversed().stream().filter(words::areSaidBy).limit(limit).toList());
        long olderTo = recent.isEmpty() ? to : recent.getFirst().seq() - 1;
        if (found.size() < limit && olderTo >= from) {
            found.addAll(older(conversation, words, from, olderTo, limit - found.size()));
        }
        return found;
    }

    private List<EncodedEntry> older(ConversationId conversation, Words words, long from, long to, int limit) {
        List<Long> candidates = candidates(conversation, words, from, to);
        List<EncodedEntry> found = new ArrayList<>();
        int step = Math.max(limit, LOOKED_AT_ONCE);
        for (int start = 0; start < candidates.size() && found.size() < limit; start += step) {
            List<Long> some = candidates.subList(start, Math.min(candidates.size(), start + step));
            history.stored(conversation, some).reversed().stream()
                    .filter(words::areSaidBy)
                    .limit(limit - found.size())
                    .forEach(found::add);
        }
        return found;
    }

    /// Those that may say the words: as PostgreSQL has them, or since an edit that it may not have.
    private List<Long> candidates(ConversationId conversation, Words words, long from, long to) {
        Map<Long, Changes> changes = tail.changes(conversation, from, to);
        if (!tail.isComplete()) {
            throw History.catchingUp();
        }
        Stream<Long> edited = changes.entrySet().stream()
                .filter(change -> change.getValue().revision() != null)
                .map(Map.Entry::getKey);
        return Stream.concat(edited, History.query(() -> stored.saying(conversation, from, to, words.text())).stream())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
