package io.hongyan.sync;

import io.hongyan.log.SummaryMoves;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.inbox.Filed;
import io.hongyan.sync.inbox.FilingRecords;
import io.hongyan.sync.inbox.InMemoryInbox;
import io.hongyan.sync.inbox.InboxReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Sync without a server: a log, the views of it, and an inbox that can be late, lossy or away. Alice is synced.
final class SyncWorld {

    static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);

    private final SimulatedMailboxes log = new SimulatedMailboxes();
    private final MailboxView mailboxes = new MailboxView(1, _ -> null, _ -> Optional.empty());
    private final Map<Long, Long> seqs = new HashMap<>();
    private final Map<Long, Long> ordinals = new HashMap<>();
    private final Map<Long, History> histories = new HashMap<>();
    private final SummaryMoves moves = new SummaryMoves(1);
    private final InMemoryInbox inbox;
    private final InboxReader reader;
    private final CursorCodec codec = new CursorCodec(new byte[32]);
    private final SyncService service;
    private final List<Filed> held = new ArrayList<>();
    private boolean holding;
    private long summaryOffset;

    SyncWorld(int maxLength) {
        inbox = new InMemoryInbox(maxLength);
        reader = new InboxReader(inbox);
        Summaries summaries = new Summaries(this::summary);
        service = new SyncService(
                mailboxes,
                new ConversationViews(mailboxes, summaries, _ -> Map.of()),
                summaries,
                moves,
                reader,
                SyncWorld::entries,
                codec);
        mailboxes.opened(0, log);
    }

    SyncService service() {
        return service;
    }

    CursorCodec codec() {
        return codec;
    }

    InMemoryInbox inbox() {
        return inbox;
    }

    /// Alice joins a group, which is made for it.
    void join(long group) {
        deliver(group, Effect.JOINED, Role.MEMBER);
    }

    /// Bob says something.
    void message(long group) {
        ordinals.merge(group, 1L, Long::sum);
        deliver(group, Effect.MESSAGE, null);
    }

    void deliver(long group, Effect effect, @Nullable Role role) {
        long seq = seqs.merge(group, 1L, Long::sum);
        happen(log.deliver(new Delivery(
                new ConversationId(group),
                seq,
                ordinals.getOrDefault(group, 0L),
                1_000 * seq,
                BOB,
                effect,
                role,
                false,
                List.of(),
                List.of(ALICE))));
    }

    void mark(Mark mark) {
        happen(log.mark(mark));
    }

    void read(long group, long seq) {
        long reached = Math.min(seq, seqs.getOrDefault(group, 0L));
        mark(new Mark.Read(
                ALICE, new ConversationId(group), reached, Math.min(reached, ordinals.getOrDefault(group, 0L))));
    }

    void leaveAndMaybeReturn(long group, Random random) {
        deliver(group, Effect.LEFT, null);
        if (random.nextInt(4) > 0) {
            deliver(group, Effect.JOINED, Role.MEMBER);
        }
    }

    void history(long group, History history) {
        histories.put(group, history);
    }

    void summaryMoved(long group) {
        moves.moved(0, summaryOffset++, new ConversationId(group));
        mailboxes.wakeMembers(new ConversationId(group));
    }

    /// The inbox is written later than the views from now on.
    void holdInbox() {
        holding = true;
    }

    void releaseInbox() {
        holding = false;
        write(List.copyOf(held));
        held.clear();
    }

    private void happen(MailboxChanges changes) {
        List<Filed> references = FilingRecords.of(changes);
        if (holding) {
            held.addAll(references);
        } else {
            write(references);
        }
        mailboxes.changed(0, changes);
    }

    private void write(List<Filed> references) {
        inbox.append(references);
        reader.written(references.stream().map(Filed::user).distinct().toList());
    }

    SyncAnswer sync(@Nullable String cursor, int limit) {
        return sync(cursor, new PageSize(limit, 1 << 20));
    }

    SyncAnswer sync(@Nullable String cursor, PageSize size) {
        return service.sync(ALICE, cursor, size, Duration.ZERO);
    }

    SyncAnswer poll(String cursor) {
        return service.sync(ALICE, cursor, new PageSize(500, 1 << 20), Duration.ofMinutes(1));
    }

    <T> CompletableFuture<T> later(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    OptionalLong position(String cursor) {
        return codec.position(ALICE, cursor);
    }

    /// What Alice sees of each conversation.
    Map<Long, SyncedDevice.Known> state() {
        Map<Long, SyncedDevice.Known> state = new TreeMap<>();
        log.sessions(ALICE)
                .forEach((conversation, session) -> state.put(
                        conversation.value(),
                        new SyncedDevice.Known(
                                view(conversation, session),
                                LongStream.rangeClosed(firstVisible(conversation, session), session.headSeq())
                                        .boxed()
                                        .toList())));
        return state;
    }

    private ConversationView view(ConversationId conversation, Session session) {
        return new ConversationViews(mailboxes, new Summaries(this::summary), _ -> Map.of())
                .of(ALICE, new MailboxLine(conversation, session));
    }

    private long firstVisible(ConversationId conversation, Session session) {
        return summary(conversation).history() == History.ALL ? 1 : session.joinedSeq();
    }

    /// What a client fetches.
    static List<EncodedEntry> entries(ConversationId conversation, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> EncodedEntry.of(Entries.message(conversation, seq)))
                .toList();
    }

    private Summary summary(ConversationId conversation) {
        return new Summary(
                conversation,
                1,
                ConversationKind.GROUP,
                "鸿雁",
                BOB,
                List.of(),
                2,
                histories.getOrDefault(conversation.value(), History.SINCE_JOINED),
                false,
                FanoutState.WRITE,
                List.of(),
                GroupRules.FIRST);
    }

    static List<Long> ids(List<SyncAnswer> pages) {
        return pages.stream()
                .flatMap(page -> page.conversations().stream())
                .map(ConversationView::id)
                .map(ConversationId::value)
                .toList();
    }

    /// The entries of an answer as `conversation/seq`.
    static List<String> seqs(SyncAnswer answer) {
        return answer.entries().stream()
                .map(entry -> entry.conversation() + "/" + entry.seq())
                .toList();
    }
}
