package io.hongyan.projection;

import io.hongyan.message.Entries;
import io.hongyan.projection.Storage.Outcome;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import io.hongyan.testing.TestEngines;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("apart")
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
final class StorageIT {

    private static final ConversationId CATS = new ConversationId(1);
    private static final ConversationId DOGS = new ConversationId(2);
    private static final UserId ANNA = new UserId(5);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private static TestEngines engines;
    private static Jdbi jdbi;

    private final Records records = new Records();
    private Storage storage;

    @BeforeAll
    static void start() throws Exception {
        engines = TestEngines.startPostgresql();
        jdbi = engines.jdbi();
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
    }

    @BeforeEach
    void clear() {
        storage = new Storage(jdbi, CLOCK);
        jdbi.useHandle(handle -> handle.execute(
                "TRUNCATE entry, entry_month, head, conversation, member, join_request, projection, dead_letter"));
    }

    @Test
    void rowsAndOffsetsAreWrittenTogether() {
        Batch batch = records.event(0, Entries.message(CATS, 1))
                .event(0, Entries.message(CATS, 2))
                .event(1, Entries.message(DOGS, 1))
                .batch();

        Outcome outcome = begin(batch);

        assertThat(outcome).isInstanceOf(Outcome.Stored.class);
        assertThat(list("SELECT conversation || '/' || seq || ' ' || body FROM entry ORDER BY 1"))
                .containsExactly("1/1 {\"text\":\"1/1\"}", "1/2 {\"text\":\"1/2\"}", "2/1 {\"text\":\"2/1\"}");
        assertThat(
                        list(
                                "SELECT conversation || ' ' || seq || ' ' || ordinal || ' ' || message_seq FROM head ORDER BY 1"))
                .containsExactly("1 2 2 2", "2 1 1 1");
        assertThat(new ProjectedOffsets(jdbi, 3).nextEvents()).isEqualTo(Map.of(0, 3L, 1, 2L, 2, 0L));
        assertThat(new ProjectedOffsets(jdbi, 3).lastCommands()).isEqualTo(Map.of(0, 10L, 1, 0L, 2, -1L));
    }

    @Test
    void whatBringsSomebodyInEndsWhatTheyAskedForBefore() {
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO join_request (conversation, account, at, after_seq)
                VALUES (1, 6, now(), 4), (1, 7, now(), 4), (1, 8, now(), 5), (2, 6, now(), 4)
                """));

        begin(records.event(0, new Event.MembersAdded(CATS, 5, 0, 0, ANNA, List.of(new UserId(6), new UserId(8))))
                .batch());

        // Who waits since that entry was known had left before.
        assertThat(list("SELECT conversation || '/' || account FROM join_request ORDER BY 1"))
                .containsExactly("1/7", "1/8", "2/6");
    }

    @Test
    void timesAreKeptToTheMillisecond() {
        Instant at = Instant.parse("2026-11-21T12:34:56.789Z");

        begin(records.event(0, Entries.message(CATS, 1, at)).batch());

        assertThat(list("SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') FROM entry"))
                .containsExactly("2026-11-21 12:34:56.789000");
    }

    @Test
    void aRecalledMessageIsMarkedAndARecallSaysWhatItIsAbout() {
        begin(records.event(0, Entries.message(CATS, 1))
                .event(0, Entries.message(CATS, 2))
                .event(0, Entries.recall(CATS, 3, 1))
                .event(0, Entries.recall(CATS, 4, 1))
                .batch());

        assertThat(list("SELECT seq || ' ' || type || ' ' || coalesce(target, 0) || ' ' || coalesce(recalled_by, 0)"
                        + " FROM entry ORDER BY seq"))
                .containsExactly("1 message 0 3", "2 message 0 0", "3 recall 1 0", "4 recall 1 0");
    }

    @Test
    void aReplayChangesNothing() {
        Batch batch = records.event(0, Entries.message(CATS, 1))
                .event(0, Entries.message(CATS, 2))
                .summary(0, summary(1, "Cats"))
                .mailboxes(0, joined(new SimulatedMailboxes()))
                .batch();
        begin(batch);

        jdbi.useHandle(handle -> handle.execute("UPDATE projection SET next_offset = 0"));
        Outcome again = storage.store(batch);

        assertThat(again).isEqualTo(new Outcome.Stored(0));
        assertThat(list("SELECT count(*) FROM entry")).containsExactly("2");
    }

    @Test
    void whoLostAPartitionCannotWrite() {
        Batch batch = records.event(0, Entries.message(CATS, 1)).batch();
        Batch later = records.event(0, Entries.message(CATS, 2)).batch();
        begin(batch);
        new Storage(jdbi, CLOCK).store(later);

        assertThat(storage.store(later)).isEqualTo(new Outcome.Fenced());
        assertThat(storage.store(batch)).isEqualTo(new Outcome.Fenced());
        assertThat(list("SELECT count(*) FROM entry")).containsExactly("2");
    }

    @Test
    void ofSeveralThatWriteTheSameOneDoes() throws Exception {
        Batch batch = records.event(0, Entries.message(CATS, 1)).batch();
        storage.offsets(batch.moves().keySet());
        Callable<Outcome> writer = () -> new Storage(jdbi, CLOCK).store(batch);

        List<Future<Outcome>> outcomes;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            outcomes = threads.invokeAll(List.of(writer, writer, writer, writer));
        }

        assertThat(outcomes)
                .extracting(Future::get)
                .filteredOn(Outcome.Stored.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .extracting(Future::get)
                .filteredOn(Outcome.Fenced.class::isInstance)
                .hasSize(3);
    }

    @Test
    void aRefusedRecordLeavesNothingOfItsBatch() {
        Batch batch = records.event(0, Entries.message(CATS, 1))
                .event(0, withClientId("nul\0"))
                .batch();

        Outcome outcome = begin(batch);

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(list("SELECT count(*) FROM entry")).containsExactly("0");
        assertThat(new ProjectedOffsets(jdbi, 1).nextEvents()).isEqualTo(Map.of(0, 0L));
    }

    @Test
    void anOlderSummaryChangesNothing() {
        begin(records.summary(0, summary(5, "New")).batch());

        storage.store(records.summary(0, summary(4, "Old")).batch());

        assertThat(
                        list(
                                "SELECT title || ' ' || seq || ' ' || kind || ' ' || history || ' ' || owner FROM conversation"))
                .containsExactly("New 5 GROUP SINCE_JOINED 5");
    }

    @Test
    void aMemberIsAsTheirLastMarkLeftThem() {
        SimulatedMailboxes mailboxes = new SimulatedMailboxes();
        MailboxChanges joined = joined(mailboxes);
        begin(records.mailboxes(0, joined)
                .mailboxes(0, mailboxes.mark(new Mark.Settings(ANNA, CATS, true, null, null, 0, 0)))
                .mailboxes(0, mailboxes.mark(new Mark.Read(ANNA, CATS, 9, 7)))
                .batch());

        storage.store(records.mailboxes(0, joined).batch());

        assertThat(list("""
                        SELECT concat_ws(' ', account, conversation, position, role, joined_seq, has_left, read_seq,
                            read_ordinal, muted, pinned)
                        FROM member
                        """)).containsExactly("5 1 3 OWNER 1 f 9 7 t f");
    }

    @Test
    void anEntryOfAnyMonthHasATableToGoTo() {
        begin(records.event(0, Entries.message(CATS, 1, Instant.parse("2019-02-28T23:59:59.999Z")))
                .event(0, Entries.message(CATS, 2, Instant.parse("2019-03-01T00:00:00Z")))
                .batch());

        assertThat(list("SELECT tableoid::regclass FROM entry ORDER BY seq"))
                .containsExactly("entry_2019_02", "entry_2019_03");
        assertThat(list("SELECT first_seq || ' ' || (starts AT TIME ZONE 'UTC')::date FROM entry_month ORDER BY 1"))
                .containsExactly("1 2019-02-01", "2 2019-03-01");
    }

    @Test
    void theMonthsToComeAreThereBeforehand() {
        begin(records.event(0, Entries.message(CATS, 1)).batch());

        assertThat(list("SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'entry'::regclass"))
                .contains("entry_2026_11", "entry_2026_12", "entry_2027_01");
    }

    @Test
    void aMonthThatWasTakenAwayIsMadeAgain() {
        begin(records.event(0, Entries.message(CATS, 1, Instant.parse("2018-01-01T00:00:00Z")))
                .batch());
        jdbi.useHandle(handle -> handle.execute("DROP TABLE entry_2018_01"));

        Outcome outcome =
                storage.store(records.event(0, Entries.message(CATS, 2, Instant.parse("2018-01-02T00:00:00Z")))
                        .batch());

        assertThat(outcome).isInstanceOf(Outcome.Stored.class);
        assertThat(list("SELECT seq FROM entry_2018_01")).containsExactly("2");
    }

    private Outcome begin(Batch batch) {
        storage.offsets(batch.moves().keySet());
        return storage.store(batch);
    }

    private static List<String> list(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static Summary summary(long seq, String title) {
        return new Summary(
                CATS,
                seq,
                ConversationKind.GROUP,
                title,
                ANNA,
                List.of(),
                2,
                History.SINCE_JOINED,
                false,
                FanoutState.WRITE,
                List.of(),
                GroupRules.FIRST);
    }

    private static MailboxChanges joined(SimulatedMailboxes mailboxes) {
        Delivery delivery =
                new Delivery(CATS, 1, 0, 1_000, ANNA, Effect.JOINED, Role.OWNER, false, List.of(), List.of(ANNA));
        return new MailboxChanges(Cause.MEMBERSHIP, mailboxes.deliver(delivery).changes());
    }

    private static Event.MessageSent withClientId(String clientId) {
        Content content = new Content("text", "{}", null, Mentions.NOBODY);
        return new Event.MessageSent(
                CATS, 2, 2, Entries.START.toEpochMilli(), ANNA, new MessageId(2), clientId, content);
    }
}
