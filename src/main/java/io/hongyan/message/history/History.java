package io.hongyan.message.history;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.error.LostDatabase;
import io.hongyan.mailbox.Preview;
import io.hongyan.mailbox.Timeline;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entry;
import io.hongyan.message.EntryType;
import io.hongyan.message.SentBefore;
import io.hongyan.message.operation.Changes;
import io.hongyan.message.operation.EditHistory;
import io.hongyan.message.operation.FoundMessage;
import io.hongyan.message.operation.FoundMessage.FoundReaction;
import io.hongyan.message.operation.Present;
import io.hongyan.message.operation.ReactionSum;
import io.hongyan.message.operation.Revision;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Recalled;
import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// The timelines as readers see them: the tail and PostgreSQL as one, with no seam.
///
/// What is read is consecutive, or the call throws `unavailable`: because PostgreSQL is down, though not where the
/// tail alone has the answer, or because it is behind what this node's tail begins with. Thread-safe.
public final class History implements FoundMessage.Lookup, EditHistory.Lookup {

    private static final Duration RETRY = Duration.ofSeconds(1);

    /// How long a mark waits for an entry that this node may not have heard of yet.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// The log itself knows client ids for an hour; half of it is room for clocks and a late start.
    private static final Duration MAX_LAG = Duration.ofMinutes(30);

    private final Tail tail;
    private final StoredTimelines stored;
    private final Clock clock;

    public History(Tail tail, Jdbi jdbi, Clock clock) {
        this(tail, jdbi.onDemand(StoredTimelines.class), clock);
    }

    History(Tail tail, StoredTimelines stored, Clock clock) {
        this.tail = requireNonNull(tail, "tail is null");
        this.stored = requireNonNull(stored, "stored is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// At most `limit` entries of a conversation whose reader may see those from `firstVisible` on.
    public HistoryPage page(ConversationId conversation, Range range, int limit, long firstVisible) {
        long head = head(conversation);
        Span span = range.span(firstVisible, head, limit);
        List<EncodedEntry> recent = tail.range(conversation, span.from(), span.to());
        long olderTo = recent.isEmpty() ? span.to() : recent.getFirst().seq() - 1;
        List<EncodedEntry> older = older(conversation, new Span(span.from(), olderTo));
        List<EncodedEntry> entries = Merge.consecutive(span, older, recent).orElseThrow(History::catchingUp);
        return new HistoryPage(entries, firstVisible, head);
    }

    /// All entries from `from` to `to`, which exist: those that this node hasn't heard of yet are given a second.
    public List<EncodedEntry> range(ConversationId conversation, long from, long to) {
        if (head(conversation) < to) {
            tail.await(conversation, to, PATIENCE);
        }
        List<EncodedEntry> entries = page(conversation, new Range.After(from - 1), Math.toIntExact(to - from + 1), 1)
                .entries();
        if (entries.isEmpty() || entries.getLast().seq() != to) {
            throw catchingUp();
        }
        return entries;
    }

    /// The seq of the conversation's last entry; 0 where there is no such conversation.
    public long head(ConversationId conversation) {
        OptionalLong recent = tail.lastSeq(conversation);
        if (recent.isPresent() && tail.isCaughtUp()) {
            return recent.getAsLong();
        }
        if (!tail.isComplete()) {
            throw catchingUp();
        }
        return query(() -> stored.head(conversation)).orElse(0L);
    }

    /// How many countable messages the conversation has up to and with `seq`; empty where there is no such entry.
    public OptionalLong ordinal(ConversationId conversation, long seq) {
        OptionalLong recent = tail.ordinal(conversation, seq);
        return recent.isPresent()
                ? recent
                : older(conversation, new Span(seq, seq)).stream()
                        .mapToLong(EncodedEntry::ordinal)
                        .findAny();
    }

    /// The entry `seq`; where the conversation doesn't reach that far within a second, its head.
    public Timeline.Point reach(ConversationId conversation, long seq) {
        if (head(conversation) < seq) {
            tail.await(conversation, seq, PATIENCE);
        }
        long reached = Math.min(seq, head(conversation));
        return reached == 0
                ? new Timeline.Point(0, 0)
                : new Timeline.Point(reached, ordinal(conversation, reached).orElseThrow(History::catchingUp));
    }

    /// The message `seq`, given a second to arrive; empty where there is none, or where that is another entry. Where it
    /// isn't among the newest, and where it was recalled, PostgreSQL is asked, and has to be there.
    @Override
    public Optional<FoundMessage> findMessage(ConversationId conversation, long seq) {
        return findEntry(conversation, seq)
                .flatMap(entry -> TargetReader.read(entry)
                        .map(target -> new FoundMessage(
                                target, TargetReader.kind(entry), TargetReader.isRecalled(entry), recalled(entry))));
    }

    private Optional<EncodedEntry> findEntry(ConversationId conversation, long seq) {
        if (seq < 1 || reach(conversation, seq).seq() < seq) {
            return Optional.empty();
        }
        return Optional.of(tail.find(conversation, seq)
                .orElseGet(() -> older(conversation, new Span(seq, seq)).getFirst()));
    }

    @Override
    public FoundReaction findReaction(ConversationId conversation, long seq, UserId user, String emoji) {
        Optional<Changes> all = tail.allChanges(conversation, seq);
        Map<Long, Changes> recent = tail.changes(conversation, seq, seq);
        Changes done = all.orElse(recent.get(seq));
        Reacted last = done == null ? null : done.reactions().get(new Changes.Reaction(emoji, user));
        if (all.isEmpty()) {
            Reacted known =
                    query(() -> stored.reaction(conversation, seq, emoji, user)).orElse(null);
            last = last == null || (known != null && known.seq() > last.seq()) ? known : last;
        }
        List<ReactionSum> sums = all.map(changes -> changes.present().reactions())
                .orElseGet(() -> storedReactions(conversation, new Span(seq, seq), recent)
                        .getOrDefault(seq, List.of()));
        return new FoundReaction(
                last,
                Math.toIntExact(
                        sums.stream().filter(sum -> !sum.emoji().equals(emoji)).count()));
    }

    @Override
    public List<Revision> revisions(ConversationId conversation, long seq) {
        EncodedEntry message = findEntry(conversation, seq)
                .filter(entry -> entry.type() == EntryType.MESSAGE)
                .orElse(null);
        if (message == null) {
            return List.of();
        }
        if (TargetReader.isRecalled(message)) {
            throw new HongyanException(ErrorCode.GONE, "the message was recalled");
        }
        List<Revision> recent = Optional.ofNullable(
                        tail.changes(conversation, seq, seq).get(seq))
                .map(Changes::edits)
                .orElse(List.of());
        Optional<EncodedEntry> original = tail.findAsSent(conversation, seq);
        List<Revision> stored = new ArrayList<>();
        if (original.isEmpty()) {
            stored.add(TargetReader.revision(EncodedEntry.of(
                    query(() -> this.stored.range(conversation, seq, seq)).getFirst())));
            stored.addAll(query(() -> this.stored.edits(conversation, seq, EditHistory.MAX_EDITS))
                    .reversed());
        } else {
            stored.add(TargetReader.revision(original.get()));
        }
        return EditHistory.merge(stored, recent);
    }

    /// What recalled a message is asked of PostgreSQL only where it is known that something did: what PostgreSQL hasn't
    /// heard of yet, the log itself remembers.
    private @Nullable Recalled recalled(EncodedEntry entry) {
        return TargetReader.isRecalled(entry)
                ? query(() -> stored.recalled(entry.conversation(), entry.seq()))
                        .orElse(null)
                : null;
    }

    /// What a list shows of one message in each conversation, named by its seq. With PostgreSQL down, those that the
    /// tail doesn't have are left out.
    public Map<ConversationId, Preview> previews(Map<ConversationId, Long> messages) {
        Map<ConversationId, Preview> previews = new HashMap<>();
        List<ConversationId> conversations = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        messages.forEach((conversation, seq) -> tail.find(conversation, seq)
                .ifPresentOrElse(entry -> put(previews, entry), () -> {
                    conversations.add(conversation);
                    seqs.add(seq);
                }));
        if (!conversations.isEmpty()) {
            storedAt(conversations, seqs).forEach(entry -> put(previews, preview(entry)));
        }
        return previews;
    }

    /// A stored message as it is now, reactions aside.
    private EncodedEntry preview(Entry entry) {
        Map<Long, Changes> recent = tail.changes(entry.conversation(), entry.seq(), entry.seq());
        return shown(entry, recent, Map.of());
    }

    private static void put(Map<ConversationId, Preview> previews, EncodedEntry entry) {
        MessagePreview.of(entry).ifPresent(preview -> previews.put(entry.conversation(), preview));
    }

    private List<Entry> storedAt(List<ConversationId> conversations, List<Long> seqs) {
        try {
            return stored.at(conversations, seqs);
        } catch (JdbiException e) {
            if (LostDatabase.isCauseOf(e)) {
                return List.of();
            }
            throw e;
        }
    }

    /// The message that `sender` sent under a client id so old that the log may have forgotten it; `unavailable` also
    /// while PostgreSQL is so far behind that the answer could be wrong.
    public Optional<SentBefore> findSent(ConversationId conversation, UserId sender, String clientId) {
        Instant tooOld = clock.instant().minus(MAX_LAG);
        if (!tail.isComplete()
                || tail.unconfirmedSince().filter(tooOld::isAfter).isPresent()) {
            throw catchingUp();
        }
        return query(() -> stored.sent(conversation, sender, clientId)).stream()
                .min(Comparator.comparingLong(Entry::seq))
                .map(SentBefore::of);
    }

    /// Those of these entries that PostgreSQL has, at least one, as they are now, ascending.
    public List<EncodedEntry> stored(ConversationId conversation, List<Long> seqs) {
        Span span = new Span(Collections.min(seqs), Collections.max(seqs));
        Map<Long, Changes> recent = tail.changes(conversation, span.from(), span.to());
        List<Entry> entries = query(() -> stored.at(Collections.nCopies(seqs.size(), conversation), seqs));
        Map<Long, List<ReactionSum>> reactions = storedReactions(conversation, span, recent);
        Stream<EncodedEntry> rows = entries.stream().map(entry -> shown(entry, recent, reactions));
        Stream<EncodedEntry> refused = entries.size() == seqs.size()
                ? Stream.of()
                : refused(conversation, span).filter(entry -> seqs.contains(entry.seq()));
        return Stream.concat(rows, refused)
                .sorted(Comparator.comparingLong(EncodedEntry::seq))
                .toList();
    }

    private List<EncodedEntry> older(ConversationId conversation, Span span) {
        if (span.isEmpty()) {
            return List.of();
        }
        // Before PostgreSQL is asked: what the tail drops in between is found there.
        Map<Long, Changes> recent = tail.changes(conversation, span.from(), span.to());
        List<Entry> entries = query(() -> stored.range(conversation, span.from(), span.to()));
        Map<Long, List<ReactionSum>> reactions = storedReactions(conversation, span, recent);
        List<EncodedEntry> rows =
                entries.stream().map(entry -> shown(entry, recent, reactions)).toList();
        return rows.size() == span.size() ? rows : withRefused(conversation, span, rows);
    }

    private Map<Long, List<ReactionSum>> storedReactions(
            ConversationId conversation, Span span, Map<Long, Changes> recent) {
        Map<Long, List<ReactionSum>> reactions = new HashMap<>();
        query(() -> stored.reactions(conversation, span.from(), span.to(), RecentReaction.of(recent)))
                .forEach(stored -> reactions
                        .computeIfAbsent(stored.target(), _ -> new ArrayList<>())
                        .add(stored.sum()));
        return reactions;
    }

    /// A stored entry as it is with what was done to it since.
    private EncodedEntry shown(Entry entry, Map<Long, Changes> recent, Map<Long, List<ReactionSum>> reactions) {
        EncodedEntry encoded = EncodedEntry.of(entry);
        return switch (entry.type()) {
            case MESSAGE -> {
                Changes changes = recent.get(entry.seq());
                yield encoded.shown(new Present(
                        entry.recalled() || (changes != null && changes.recalled()),
                        newer(entry.revision(), changes == null ? null : changes.revision()),
                        reactions.getOrDefault(entry.seq(), List.of())));
            }
            case EDIT -> tail.isRecalled(entry.conversation(), encoded.target()) ? encoded.recalled() : encoded;
            case RECALL, REACTION, PIN, MEMBER, SETTINGS -> encoded;
        };
    }

    private static @Nullable Revision newer(@Nullable Revision stored, @Nullable Revision recent) {
        return stored == null || (recent != null && recent.seq() > stored.seq()) ? recent : stored;
    }

    private List<EncodedEntry> withRefused(ConversationId conversation, Span span, List<EncodedEntry> rows) {
        return Stream.concat(rows.stream(), refused(conversation, span))
                .sorted(Comparator.comparingLong(EncodedEntry::seq))
                .toList();
    }

    private Stream<EncodedEntry> refused(ConversationId conversation, Span span) {
        return query(() -> stored.refused(conversation, span.from(), span.to())).stream()
                .map(value -> EncodedEntry.of((Event) Topics.EVENTS.values().decode(value)));
    }

    /// What PostgreSQL answers; `unavailable` while it is away.
    public static <T> T query(Supplier<T> query) {
        try {
            return query.get();
        } catch (JdbiException e) {
            if (LostDatabase.isCauseOf(e)) {
                throw HongyanException.unavailable("Older history can't be read at the moment.", RETRY, e);
            }
            throw e;
        }
    }

    /// `unavailable`: what is asked for may be neither in PostgreSQL yet nor in the tail any more.
    public static HongyanException catchingUp() {
        return HongyanException.unavailable("History is catching up; this part of it isn't readable yet.", RETRY, null);
    }
}
