package io.hongyan.message.history;

import io.hongyan.error.HongyanException;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import static org.assertj.core.api.Assertions.assertThat;

/// Random traffic, projection, confirmation, outages and restarts: a page is exactly what was said, or unavailable.
final class RandomHistoryTest {

    private static final int PARTITIONS = 3;
    private static final int CONVERSATIONS = 12;
    private static final int KEPT = 2_000;
    private static final int LIMIT = 12_000;

    private final InMemoryTimelines stored = new InMemoryTimelines();
    private final Map<ConversationId, List<Event>> said = new HashMap<>();
    private final List<List<Logged>> log = Stream.generate(() -> (List<Logged>) new ArrayList<Logged>())
            .limit(PARTITIONS)
            .toList();
    private final int[] projected = new int[PARTITIONS];
    private boolean postgresqlDown;
    private Tail tail = new Tail(KEPT, LIMIT);

    @RepeatedTest(40)
    void aPageIsRightOrUnavailable(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int answered = 0;
        tail.caughtUp();

        for (int step = 0; step < 3_000; step++) {
            int roll = random.nextInt(100);
            if (roll == 0) {
                restart();
            } else if (roll == 1) {
                postgresqlDown(random.nextInt(2) == 0);
            } else if (roll == 2) {
                hearAgain(random);
            } else if (roll < 8) {
                tail.confirmed(confirmed());
            } else if (roll < 25) {
                project(random);
            } else if (roll < 60) {
                say(random);
            } else if (read(random)) {
                answered++;
            }
        }

        assertThat(answered).isGreaterThan(200);
    }

    private void say(Random random) {
        ConversationId conversation = new ConversationId(1 + random.nextInt(CONVERSATIONS));
        List<Event> timeline = said.computeIfAbsent(conversation, _ -> new ArrayList<>());
        Event event = Entries.message(conversation, timeline.size() + 1);
        timeline.add(event);
        List<Logged> partition = log.get((int) conversation.value() % PARTITIONS);
        long last = partition.isEmpty() ? -1 : partition.getLast().offset();
        // Markers of transactions take offsets too.
        Logged logged = new Logged(event, (int) conversation.value() % PARTITIONS, last + 1 + random.nextInt(3));
        partition.add(logged);
        logged.appendTo(tail);
    }

    private void project(Random random) {
        if (postgresqlDown) {
            return;
        }
        int partition = random.nextInt(PARTITIONS);
        List<Logged> records = log.get(partition);
        int to = Math.min(records.size(), projected[partition] + random.nextInt(12));
        records.subList(projected[partition], to).forEach(logged -> stored.store(logged.event()));
        projected[partition] = to;
    }

    private Map<Integer, Long> confirmed() {
        Map<Integer, Long> offsets = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (projected[partition] > 0) {
                offsets.put(
                        partition,
                        log.get(partition).get(projected[partition] - 1).offset() + 1);
            }
        }
        return offsets;
    }

    private void hearAgain(Random random) {
        List<Logged> records = log.get(random.nextInt(PARTITIONS));
        int from = random.nextInt(records.size() + 1);
        records.subList(from, records.size()).forEach(logged -> logged.appendTo(tail));
    }

    private void restart() {
        if (postgresqlDown) {
            return;
        }
        tail = new Tail(KEPT, LIMIT);
        tail.confirmed(confirmed());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Logged> records = log.get(partition);
            records.subList(projected[partition], records.size()).forEach(logged -> logged.appendTo(tail));
        }
        tail.caughtUp();
    }

    private void postgresqlDown(boolean down) {
        postgresqlDown = down;
        if (down) {
            stored.goDown();
        } else {
            stored.comeBack();
        }
    }

    private boolean read(Random random) {
        ConversationId conversation = new ConversationId(1 + random.nextInt(CONVERSATIONS));
        List<Event> timeline = said.getOrDefault(conversation, List.of());
        long first = 1 + random.nextInt(3);
        int limit = 1 + random.nextInt(20);
        Range range = range(random, timeline.size());
        Span span = range.span(first, timeline.size(), limit);
        try {
            HistoryPage page = new History(tail, stored, Clock.systemUTC()).page(conversation, range, limit, first);

            assertThat(page.headSeq()).isEqualTo(timeline.size());
            assertThat(page.entries())
                    .containsExactlyElementsOf(
                            span.isEmpty()
                                    ? List.of()
                                    : timeline.subList((int) span.from() - 1, (int) span.to()).stream()
                                            .map(EncodedEntry::of)
                                            .toList());
            return true;
        } catch (HongyanException unavailable) {
            boolean recent = tail.lastSeq(conversation).isPresent()
                    && tail.range(conversation, span.from(), span.to()).size() == span.size();
            assertThat(recent).as("the tail has the whole page").isFalse();
            assertThat(postgresqlDown || !tail.isComplete())
                    .as("something is away")
                    .isTrue();
        }
        return false;
    }

    private static Range range(Random random, int size) {
        long seq = random.nextInt(size + 3);
        return switch (random.nextInt(4)) {
            case 0 -> new Range.Newest();
            case 1 -> new Range.Before(seq);
            case 2 -> new Range.After(seq);
            default -> new Range.Around(seq);
        };
    }

    private record Logged(Event event, int partition, long offset) {

        void appendTo(Tail tail) {
            tail.appended(event, partition, offset);
        }
    }
}
