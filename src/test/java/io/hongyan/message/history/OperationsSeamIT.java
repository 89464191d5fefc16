package io.hongyan.message.history;

import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.message.operation.FoundMessage.FoundReaction;
import io.hongyan.message.operation.Revision;
import io.hongyan.projection.Projections;
import io.hongyan.projection.Records;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.operation.Reacted;
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

/// Messages are shown the same wherever they and what was done to them are: in the tail, in PostgreSQL, or in both.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
final class OperationsSeamIT {

    private static final UserId ANNA = new UserId(5);
    private static final UserId BO = new UserId(6);
    private static final UserId CAI = new UserId(7);

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

    /// Three messages, and what was done to them.
    private static List<Event> timeline(ConversationId in) {
        List<Event> events = new ArrayList<>();
        LongStream.rangeClosed(1, 3).forEach(seq -> events.add(Entries.message(in, seq)));
        events.add(edit(in, 4, 1, "{\"text\":\"once\"}"));
        events.add(react(in, 5, 2, ANNA, "👍", true));
        events.add(react(in, 6, 2, BO, "👍", true));
        events.add(edit(in, 7, 1, "{\"text\":\"twice\"}"));
        events.add(react(in, 8, 2, CAI, "🪿", true));
        events.add(react(in, 9, 2, ANNA, "👍", false));
        events.add(edit(in, 10, 3, "{\"text\":\"a secret\"}"));
        events.add(Entries.recall(in, 11, 3));
        events.add(react(in, 12, 2, ANNA, "👍", true));
        events.add(react(in, 13, 1, BO, "🎉", true));
        events.add(react(in, 14, 2, CAI, "🪿", false));
        events.add(new Event.MessagePinned(in, 15, 3, at(15), ANNA, target(in, 1), true));
        return events;
    }

    private static Event edit(ConversationId in, long seq, long target, String body) {
        return new Event.MessageEdited(in, seq, 3, at(seq), ANNA, target(in, target), "edit-" + seq, "text", body);
    }

    private static Event react(ConversationId in, long seq, long target, UserId who, String emoji, boolean on) {
        return new Event.MessageReacted(in, seq, 3, at(seq), who, target(in, target), emoji, on);
    }

    private static MessageTarget target(ConversationId in, long seq) {
        Event.MessageSent message = Entries.message(in, seq);
        return new MessageTarget(seq, message.ordinal(), message.at(), message.actor(), Mentions.NOBODY);
    }

    private static long at(long seq) {
        return Entries.START.plusSeconds(seq).toEpochMilli();
    }

    /// PostgreSQL has the first `stored` events, and the tail those from `tailFrom` on.
    private History history(ConversationId in, int stored, int tailFrom) {
        List<Event> events = timeline(in);
        events.subList(0, stored).forEach(event -> records.event(0, event));
        new Projections(jdbi).store(records);
        Tail tail = new Tail(1_000_000, 1_000_000);
        events.subList(tailFrom - 1, events.size()).forEach(event -> tail.appended(event, 0, event.seq()));
        tail.caughtUp();
        return new History(tail, jdbi, Clock.systemUTC());
    }

    private ConversationId next() {
        return new ConversationId(conversations++);
    }

    private static List<String> shown(History history, ConversationId in) {
        return history.page(in, new Range.Newest(), 50, 1).entries().stream()
                .map(EncodedEntry::toString)
                .map(json -> json.replace("\"" + in + "\"", "\"_\""))
                .map(json -> json.replaceAll("\"messageId\":\"\\d+\"", "\"messageId\":\"_\""))
                .map(json -> json.replace(in + "/", "_/"))
                .toList();
    }

    @Test
    void aTimelineLooksTheSameWhateverThePartsOfIt() {
        ConversationId first = next();
        List<String> fromTheTail = shown(history(first, 0, 1), first);

        assertThat(fromTheTail.getFirst()).contains("\"body\":{\"text\":\"twice\"}", "\"editedAt\":\"2026", "🎉");
        assertThat(fromTheTail.get(1))
                .contains("\"reactions\":[{\"emoji\":\"👍\",\"count\":2,\"userIds\":[\"6\",\"5\"]}]");
        assertThat(fromTheTail.get(2)).contains("\"recalled\":true").doesNotContain("body", "secret");
        assertThat(fromTheTail.get(9)).contains("\"recalled\":true").doesNotContain("body", "secret");
        int all = fromTheTail.size();
        for (int stored = 1; stored <= all; stored++) {
            for (int tailFrom = 1; tailFrom <= stored + 1 && tailFrom <= all; tailFrom += 3) {
                ConversationId in = next();
                assertThat(shown(history(in, stored, tailFrom), in))
                        .as("PostgreSQL to %s, tail from %s", stored, tailFrom)
                        .isEqualTo(fromTheTail);
            }
        }
    }

    @Test
    void whatIsKnownOfAMessageIsTheSameToo() {
        for (int stored : List.of(0, 6, 9, 13, 15)) {
            for (int tailFrom : List.of(1, 2, 7, 9)) {
                if (tailFrom > stored + 1) {
                    continue;
                }
                ConversationId in = next();
                History history = history(in, stored, tailFrom);

                assertThat(history.findReaction(in, 2, ANNA, "👍")).isEqualTo(found(12, true, 0));
                assertThat(history.findReaction(in, 2, CAI, "🪿")).isEqualTo(found(14, false, 1));
                assertThat(history.findReaction(in, 1, ANNA, "👍")).isEqualTo(new FoundReaction(null, 1));
                assertThat(history.revisions(in, 1))
                        .containsExactly(
                                new Revision(1, at(1), "{\"text\":\"" + in + "/1\"}"),
                                new Revision(4, at(4), "{\"text\":\"once\"}"),
                                new Revision(7, at(7), "{\"text\":\"twice\"}"));
                assertThat(history.revisions(in, 4)).isEmpty();
            }
        }
    }

    private static FoundReaction found(long seq, boolean on, int others) {
        return new FoundReaction(new Reacted(seq, at(seq), on), others);
    }
}
