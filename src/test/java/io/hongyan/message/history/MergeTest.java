package io.hongyan.message.history;

import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.streams.id.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MergeTest {

    private static final ConversationId CONVERSATION = new ConversationId(1);

    @Test
    void anEmptyPageIsAPage() {
        assertThat(Merge.consecutive(new Span(5, 4), List.of(), List.of())).contains(List.of());
    }

    @Test
    void aHoleIsNoPage() {
        assertThat(Merge.consecutive(new Span(1, 4), entries(1, 2), entries(4))).isEmpty();
    }

    @RepeatedTest(50)
    void aPageIsWholeOrNotThere(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        TreeSet<Long> stored = some(random);
        TreeSet<Long> recent = some(random);
        long from = 1 + random.nextInt(30);
        Span span = new Span(from, from + random.nextInt(15) - 1);
        TreeSet<Long> either = new TreeSet<>(stored);
        either.addAll(recent);
        List<Long> wanted =
                LongStream.rangeClosed(span.from(), span.to()).boxed().toList();

        var merged = Merge.consecutive(span, entries(stored), entries(recent));

        assertThat(merged.isPresent()).isEqualTo(either.containsAll(wanted));
        merged.ifPresent(
                entries -> assertThat(entries).extracting(EncodedEntry::seq).containsExactlyElementsOf(wanted));
    }

    private static TreeSet<Long> some(Random random) {
        TreeSet<Long> seqs = new TreeSet<>();
        long from = random.nextInt(20);
        for (long seq = from; seq < from + random.nextInt(40); seq++) {
            if (random.nextInt(20) > 0) {
                seqs.add(seq);
            }
        }
        return seqs;
    }

    private static List<EncodedEntry> entries(Iterable<Long> seqs) {
        List<EncodedEntry> entries = new ArrayList<>();
        seqs.forEach(seq -> entries.add(EncodedEntry.of(Entries.message(CONVERSATION, seq))));
        return entries;
    }

    private static List<EncodedEntry> entries(long... seqs) {
        return entries(LongStream.of(seqs).boxed().toList());
    }
}
