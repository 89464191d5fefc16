package io.hongyan.message.search;

import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.message.history.History;
import io.hongyan.message.history.Tail;
import io.hongyan.projection.Projections;
import io.hongyan.projection.Records;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestEngines;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// A search finds the same wherever messages and what was done to them are, and never looks through too much at once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
@Tag("apart")
final class SearchSeamIT {

    private static final UserId ANNA = new UserId(5);

    private static TestEngines engines;
    private static Jdbi jdbi;

    private final Records records = new Records();
    private long conversations = 100;

    @BeforeAll
    static void start() throws Exception {
        engines = TestEngines.startPostgresql();
        jdbi = engines.jdbi();
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
    }

    /// Six messages, of which 2 comes to say "goose" and 3 no more, and 4 is recalled.
    private static List<Event> timeline(ConversationId in) {
        List<Event> events = new ArrayList<>();
        LongStream.rangeClosed(1, 6).forEach(seq -> events.add(Entries.message(in, seq)));
        events.add(edit(in, 7, 2, "a Goose"));
        events.add(edit(in, 8, 4, "a goose as well"));
        events.add(edit(in, 9, 3, "a goose"));
        events.add(Entries.recall(in, 10, 4));
        events.add(edit(in, 11, 3, "a duck"));
        return events;
    }

    private static Event edit(ConversationId in, long seq, long target, String text) {
        Event.MessageSent message = Entries.message(in, target);
        return new Event.MessageEdited(
                in,
                seq,
                6,
                Entries.START.plusSeconds(seq).toEpochMilli(),
                ANNA,
                new MessageTarget(target, message.ordinal(), message.at(), message.actor(), Mentions.NOBODY),
                "edit-" + seq,
                "text",
                "{\"text\":\"" + text + "\"}");
    }

    @Test
    void whatIsFoundDoesNotDependOnWhereItIs() {
        int all = timeline(next()).size();
        for (int stored = 0; stored <= all; stored++) {
            for (int tailFrom = 1; tailFrom <= stored + 1 && tailFrom <= all; tailFrom += 2) {
                ConversationId in = next();
                Search search = search(in, timeline(in), stored, tailFrom);

                assertThat(seqs(search, in, "goose"))
                        .as("%s stored, tail from %s", stored, tailFrom)
                        .containsExactly(2L);
                assertThat(seqs(search, in, in + "/")).containsExactly(6L, 5L, 1L);
            }
        }
    }

    @Test
    void aLongConversationIsLookedThroughAPieceAtATime() {
        ConversationId in = next();
        List<Event> events = new ArrayList<>();
        LongStream.rangeClosed(1, 30_000).forEach(seq -> events.add(Entries.message(in, seq)));
        Search search = search(in, events, events.size(), events.size());

        List<Long> found = new ArrayList<>();
        int pages = 0;
        Long before = null;
        do {
            SearchPage page = search.page(ANNA, in, new Words(in + "/7"), before, 50);
            found.addAll(seqs(page));
            assertThat(before == null ? Long.MAX_VALUE : before)
                    .isGreaterThan(page.nextBefore() == null ? 0 : page.nextBefore());
            before = page.nextBefore();
            pages++;
        } while (before != null);

        // 7, 70 to 79, 700 to 799, 7000 to 7999.
        assertThat(found).hasSize(1_111).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(pages).isGreaterThan(1_111 / 50);
    }

    private ConversationId next() {
        return new ConversationId(conversations++);
    }

    /// PostgreSQL has the first `stored` events, and the tail those from `tailFrom` on.
    private Search search(ConversationId in, List<Event> events, int stored, int tailFrom) {
        for (int from = 0; from < stored; from += 1_000) {
            events.subList(from, Math.min(stored, from + 1_000)).forEach(event -> records.event(0, event));
            new Projections(jdbi).store(records);
        }
        Tail tail = new Tail(1_000_000, 1_000_000);
        events.subList(tailFrom - 1, events.size()).forEach(event -> tail.appended(event, 0, event.seq()));
        tail.caughtUp();
        return new Search((_, _) -> 1, new History(tail, jdbi, Clock.systemUTC()), tail, jdbi, 1);
    }

    private static List<Long> seqs(Search search, ConversationId in, String words) {
        return seqs(search.page(ANNA, in, new Words(words), null, 50));
    }

    private static List<Long> seqs(SearchPage page) {
        return page.items().stream().map(EncodedEntry::seq).toList();
    }
}
