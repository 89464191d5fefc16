package io.hongyan.message.history;

import io.hongyan.mailbox.Preview;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.message.SentBefore;
import io.hongyan.projection.Projections;
import io.hongyan.projection.Records;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestEngines;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("apart")
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
final class HistoryIT {

    private static final UserId ANNA = new UserId(5);
    private static final UserId BO = new UserId(6);

    /// From one month into another and into a third, a message every two days.
    private static final ConversationId LONG = new ConversationId(1);

    private static final Instant SEPTEMBER = Instant.parse("2026-09-15T12:00:00Z");

    /// An entry of every kind.
    private static final ConversationId MIXED = new ConversationId(2);

    private static TestEngines engines;
    private static Jdbi jdbi;
    private static List<Event> spread;
    private static List<Event> mixed;

    private final Tail tail = new Tail(100_000, 100_000);
    private final History history;

    HistoryIT() {
        history = new History(tail, jdbi, Clock.systemUTC());
        tail.caughtUp();
    }

    @BeforeAll
    static void start() throws Exception {
        engines = TestEngines.startPostgresql();
        jdbi = engines.jdbi();
        spread = LongStream.rangeClosed(1, 30)
                .<Event>mapToObj(seq -> Entries.message(LONG, seq, SEPTEMBER.plusSeconds(2 * 86_400 * seq)))
                .toList();
        mixed = mixed();
        Records records = new Records();
        spread.forEach(event -> records.event(0, event));
        mixed.forEach(event -> records.event(1, event));
        new Projections(jdbi).store(records);
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
    }

    private static List<Event> mixed() {
        long at = SEPTEMBER.toEpochMilli() + 7;
        Content content =
                new Content("text", "{\"text\":\"\\\"鸿雁\\\" \\u0000 🪿\"}", 1L, new Mentions(false, List.of(BO, ANNA)));
        Content toAll = new Content("custom", "{\"z\":1,\"a\":[1.50, 2]}", null, new Mentions(true, List.of()));
        return List.of(
                new Event.Created(MIXED, 1, 0, at, ANNA, ConversationKind.GROUP, "Geese", List.of(ANNA, BO)),
                new Event.MessageSent(MIXED, 2, 1, at, ANNA, new MessageId(Long.MAX_VALUE), "client-a", content),
                new Event.MessageSent(MIXED, 3, 2, at, BO, new MessageId(3), "client-b", toAll),
                new Event.RoleChanged(MIXED, 4, 2, at, ANNA, BO, Role.ADMIN),
                new Event.SettingsChanged(
                        MIXED, 5, 2, at, ANNA, "\"", io.hongyan.streams.conversation.History.ALL, null),
                new Event.MemberRemoved(MIXED, 6, 2, at, BO, BO),
                new Event.Dissolved(MIXED, 7, 2, at, ANNA));
    }

    private static List<EncodedEntry> encoded(List<Event> events) {
        return events.stream().map(EncodedEntry::of).toList();
    }

    @Test
    void anEntryHasTheSameBytesFromPostgresqlAsFromTheTail() {
        HistoryPage page = history.page(MIXED, new Range.Newest(), 50, 1);

        assertThat(page.entries()).containsExactlyElementsOf(encoded(mixed));
        assertThat(page.headSeq()).isEqualTo(7);
    }

    @Test
    void aPageGoesFromMonthToMonthAndOnIntoTheTail() {
        List<Event> all = new ArrayList<>(spread);
        for (long seq = 28; seq <= 33; seq++) {
            Event event = Entries.message(LONG, seq, SEPTEMBER.plusSeconds(2 * 86_400 * seq));
            tail.appended(event, 0, seq);
            if (seq > 30) {
                all.add(event);
            }
        }

        assertThat(history.page(LONG, new Range.Newest(), 200, 1).entries()).containsExactlyElementsOf(encoded(all));
        assertThat(history.page(LONG, new Range.Around(9), 6, 1).entries())
                .containsExactlyElementsOf(encoded(all.subList(5, 11)));
        assertThat(history.page(LONG, new Range.Before(9), 3, 7).entries())
                .containsExactlyElementsOf(encoded(all.subList(6, 8)));
        assertThat(history.page(LONG, new Range.After(26), 4, 1).entries())
                .containsExactlyElementsOf(encoded(all.subList(26, 30)));
    }

    @Test
    void aReadTouchesTheMonthsOfItsEntriesOnly() throws NoSuchMethodException {
        StoredTimelines.Months months = jdbi.onDemand(StoredTimelines.class).months(LONG, 1, 5);
        String sql = StoredTimelines.class
                .getMethod(
                        "range",
                        ConversationId.class,
                        long.class,
                        long.class,
                        OffsetDateTime.class,
                        OffsetDateTime.class)
                .getAnnotation(SqlQuery.class)
                .value();

        List<String> plan = jdbi.withHandle(handle -> handle.createQuery("EXPLAIN " + sql)
                .bind("conversation", LONG)
                .bind("from", 1)
                .bind("to", 5)
                .bind("starts", months.starts())
                .bind("ends", months.ends())
                .mapTo(String.class)
                .list());

        assertThat(months.starts()).isEqualTo(OffsetDateTime.of(2026, 9, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        assertThat(months.ends()).isEqualTo(OffsetDateTime.of(2026, 10, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        assertThat(plan).anyMatch(line -> line.contains("entry_2026_09"));
        assertThat(plan).noneMatch(line -> line.contains("entry_2026_10") || line.contains("entry_2026_11"));
    }

    @Test
    void previewsOfManyConversationsComeFromOneQueryThatTouchesTheirMonthsOnly() throws NoSuchMethodException {
        assertThat(history.previews(Map.of(LONG, 12L, MIXED, 3L, new ConversationId(99), 1L)))
                .isEqualTo(Map.of(LONG, new Preview(ANNA, "text", "1/12"), MIXED, new Preview(BO, "custom", null)));

        String sql = StoredTimelines.class
                .getMethod("at", List.class, List.class)
                .getAnnotation(SqlQuery.class)
                .value();
        List<String> plan = jdbi.withHandle(handle -> handle.createQuery("EXPLAIN ANALYZE " + sql)
                .bindArray("conversations", Long.class, List.of(LONG.value()))
                .bindArray("seqs", Long.class, List.of(12L))
                .mapTo(String.class)
                .list());

        assertThat(plan)
                .filteredOn(line -> line.contains("on entry_2026_") && !line.contains("never executed"))
                .singleElement()
                .asString()
                .contains("entry_2026_10");
    }

    @Test
    void ordinalsAndMarksAreResolvedFromPostgresqlToo() {
        assertThat(history.ordinal(MIXED, 5)).hasValue(2);
        assertThat(history.ordinal(MIXED, 8)).isEmpty();
        assertThat(history.reach(MIXED, 6).ordinal()).isEqualTo(2);
    }

    @Test
    void anOldClientIdIsFoundWithItsContent() {
        Event.MessageSent sent = (Event.MessageSent) mixed.get(1);

        assertThat(history.findSent(MIXED, ANNA, "client-a"))
                .contains(
                        new SentBefore(sent.messageId(), 2, 1, Instant.ofEpochMilli(sent.at()), sent.content(), null));
        assertThat(history.findSent(MIXED, BO, "client-a")).isEmpty();
    }

    @Test
    void aConversationThatNobodyKnowsHasNoHead() {
        assertThat(history.head(new ConversationId(99))).isZero();
        assertThat(history.page(new ConversationId(99), new Range.Newest(), 50, 1)
                        .entries())
                .isEmpty();
    }
}
