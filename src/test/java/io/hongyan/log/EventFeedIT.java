package io.hongyan.log;

import io.hongyan.infra.Dispatch;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.mailbox.Timeline;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.history.History;
import io.hongyan.message.history.Range;
import io.hongyan.message.history.Tail;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.LogWriter;
import io.hongyan.testing.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("apart")
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
final class EventFeedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ConversationId CATS = new ConversationId(7);

    private static TestEngines engines;
    private static LogWriter writer;
    private static long commands;

    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final List<String> contradictions = new CopyOnWriteArrayList<>();
    private EventFeed feed;

    @BeforeAll
    static void startEngines() throws Exception {
        engines = TestEngines.start();
        writer = new LogWriter(engines.kafka());
    }

    @AfterAll
    static void stopEngines() throws Exception {
        writer.close();
        engines.close();
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void aCrashedTransactionIsHeardAndItsRepetitionIsNot() {
        follow();
        long first = next(2);

        writer.aborted(List.of(message(1, "one"), message(2, "two")), first);
        awaitHeard(message(1, "one"), message(2, "two"));
        writer.events(List.of(message(1, "one"), message(2, "two"), message(3, "three")), first);

        awaitHeard(message(1, "one"), message(2, "two"), message(3, "three"));
        assertThat(contradictions).isEmpty();
    }

    @Test
    void anEntryThatChangesAfterItWasPushedStopsTheFeed() {
        follow();
        long first = next(3);

        writer.aborted(List.of(message(1, "one"), message(2, "two")), first);
        awaitHeard(message(1, "one"), message(2, "two"));
        writer.events(List.of(message(1, "one"), message(2, "changed"), message(3, "three")), first);

        await().atMost(PATIENCE).until(() -> !contradictions.isEmpty());
        assertThat(contradictions.getFirst()).contains("offset " + (first + 1));
        assertThat(heard).containsExactly(message(1, "one"), message(2, "two"));
    }

    @Test
    void aNodeThatStartsHearsWhatACrashLeftOnce() {
        long first = next(2);
        Map<String, Long> ends = writer.ends(List.of("events"));
        writer.aborted(List.of(message(1, "one")), first);
        writer.events(List.of(message(1, "one"), message(2, "two")), first);

        start(Map.of(
                0, ends.get("events-0"),
                1, ends.get("events-1"),
                2, ends.get("events-2"),
                3, ends.get("events-3")));

        assertThat(heard).containsExactly(message(1, "one"), message(2, "two"));
    }

    @Test
    void aNodeThatStartsOnAContradictionIsToldSo() {
        long first = next(1);
        Map<String, Long> ends = writer.ends(List.of("events"));
        writer.aborted(List.of(message(1, "one")), first);
        writer.events(List.of(message(1, "changed")), first);

        start(Map.of(
                0, ends.get("events-0"),
                1, ends.get("events-1"),
                2, ends.get("events-2"),
                3, ends.get("events-3")));

        assertThat(contradictions).singleElement().asString().contains("offset " + first);
    }

    @Test
    void whatIsPushedBeforeItIsCommittedCanBeFetchedAndRead() {
        Tail tail = new Tail(100_000, 100_000);
        tail.caughtUp();
        History history = new History(tail, engines.jdbi(), Clock.systemUTC());
        follow(tail);

        writer.open(List.of(message(1, "one"), message(2, "two")), next(2));
        try {
            awaitHeard(message(1, "one"), message(2, "two"));

            assertThat(history.page(CATS, new Range.Newest(), 50, 1).entries())
                    .containsExactly(EncodedEntry.of(message(1, "one")), EncodedEntry.of(message(2, "two")));
            assertThat(history.reach(CATS, 2)).isEqualTo(new Timeline.Point(2, 2));
        } finally {
            writer.commit();
        }
    }

    @Test
    void withCommittedDispatchOnlyWhatIsCommittedIsHeard() {
        // What the tests before have committed is above the end until its markers are there.
        writer.ends(List.of("events"));
        start(committed(), Map.of());
        long first = next(2);

        writer.aborted(List.of(message(1, "one"), message(2, "two")), first);
        writer.events(List.of(message(1, "changed"), message(2, "two")), first);

        awaitHeard(message(1, "changed"), message(2, "two"));
        assertThat(contradictions).isEmpty();
    }

    private static KafkaConfiguration committed() {
        KafkaConfiguration kafka = engines.kafka();
        return new KafkaConfiguration(
                kafka.bootstrap(),
                kafka.user(),
                kafka.password(),
                kafka.partitions(),
                kafka.replication(),
                kafka.eventRetention(),
                Dispatch.COMMITTED,
                kafka.commitInterval(),
                kafka.conversationThreads(),
                kafka.mailboxThreads());
    }

    /// Listeners that come first hear first.
    private void follow(EventListener... first) {
        start(engines.kafka(), Map.of(), first);
    }

    private void start(Map<Integer, Long> offsets) {
        start(engines.kafka(), offsets);
    }

    private void start(KafkaConfiguration kafka, Map<Integer, Long> offsets, EventListener... first) {
        feed = new EventFeed(kafka, new Log(kafka, "node-1", new LogMetrics(new SimpleMeterRegistry())));
        List.of(first).forEach(feed::listen);
        feed.listen((event, partition, command) -> heard.add(event));
        feed.start(offsets, contradictions::add);
    }

    private void awaitHeard(Event... events) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly(events));
    }

    /// Commands are numbered on from one test to the next, as in a log.
    private static long next(int count) {
        long first = commands;
        commands += count + 1;
        return first;
    }

    private static Event message(long seq, String text) {
        return new Event.MessageSent(
                CATS,
                seq,
                seq,
                1_000 * seq,
                new UserId(5),
                new MessageId(seq),
                "client-" + seq,
                new Content("text", "{\"text\":\"" + text + "\"}", null, Mentions.NOBODY));
    }
}
