package io.hongyan.sync.inbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.inbox.Reference.Kind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What every inbox does.
abstract class InboxContract {

    /// When the tests begin, for an inbox that goes by time.
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static final AtomicLong USERS = new AtomicLong(System.nanoTime());

    final UserId alice = new UserId(USERS.incrementAndGet());
    final UserId bob = new UserId(USERS.incrementAndGet());

    /// One that keeps `maxLength` references of a user, or some more.
    abstract Inbox inbox(int maxLength);

    @Test
    void givesWhatItWasGiven() {
        Inbox inbox = inbox(1_000);
        List<Reference> references = List.of(
                reference(0, 1, Kind.ENTRY),
                reference(0, 2, Kind.MARK),
                reference(0, (1L << 53) - 1, Kind.LEFT),
                reference(1, 1L << 40, Kind.ENTRY));

        references.forEach(reference -> inbox.append(List.of(new Filed(alice, reference))));

        assertThat(inbox.range(alice, 0, 0, Long.MAX_VALUE, 10)).contains(references.subList(0, 3));
        assertThat(inbox.range(alice, 1, 0, Long.MAX_VALUE, 10)).contains(references.subList(3, 4));
        assertThat(inbox.range(bob, 0, 0, Long.MAX_VALUE, 10)).contains(List.of());
    }

    @Test
    void givesWhatWasAskedFor() {
        Inbox inbox = inbox(1_000);
        append(inbox, 1, 100);

        assertThat(positions(inbox, 10, 20, 100)).containsExactly(11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(positions(inbox, 90, 200, 3)).containsExactly(91, 92, 93);
        assertThat(positions(inbox, 100, 200, 3)).isEmpty();
    }

    @Test
    void skipsWhatIsRepeatedOrLate() {
        Inbox inbox = inbox(1_000);
        append(inbox, 1, 10);
        append(inbox, 5, 15);
        append(inbox, 20, 20);
        append(inbox, 16, 19);

        assertThat(positions(inbox, 0, 100, 100))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20);
    }

    @Test
    void keepsTheLastOnes() {
        Inbox inbox = inbox(100);
        append(inbox, 1, 5_000);

        long[] kept = positions(inbox, 0, 5_000, 5_000);

        assertThat(kept).hasSizeBetween(100, 500).isSorted().contains(5_000);
        assertThat(kept[0] + kept.length).isEqualTo(5_001);
    }

    void append(Inbox inbox, long from, long to) {
        inbox.append(LongStream.rangeClosed(from, to)
                .mapToObj(position -> new Filed(alice, reference(0, position, Kind.ENTRY)))
                .toList());
    }

    long[] positions(Inbox inbox, long after, long to, int limit) {
        return inbox.range(alice, 0, after, to, limit).orElseThrow().stream()
                .mapToLong(Reference::position)
                .toArray();
    }

    private static Reference reference(int epoch, long position, Kind kind) {
        return new Reference(
                epoch,
                position,
                kind,
                new ConversationId(Long.MAX_VALUE - position),
                position,
                3,
                START.toEpochMilli() + position);
    }
}
