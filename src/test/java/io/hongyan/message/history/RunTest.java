package io.hongyan.message.history;

import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.streams.id.ConversationId;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RunTest {

    private final Run run = new Run();

    @RepeatedTest(20)
    void holdsWhatAQueueHolds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        ArrayDeque<Long> model = new ArrayDeque<>();
        long next = 1 + random.nextInt(5);

        for (int step = 0; step < 500; step++) {
            if (model.isEmpty() || random.nextInt(100) < 45 + 10 * (step / 100 % 2)) {
                run.add(entry(next));
                model.addLast(next++);
            } else {
                run.removeFirst();
                model.removeFirst();
            }
            assertThat(run.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(run.range(0, Long.MAX_VALUE - 1))
                    .extracting(EncodedEntry::seq)
                    .containsExactlyElementsOf(model);
        }
    }

    @Test
    void anEntryThatDoesNotFollowStartsAnew() {
        run.add(entry(1));
        run.add(entry(2));

        run.add(entry(7));

        assertThat(run.find(2)).isNull();
        assertThat(run.firstSeq()).isEqualTo(7);
        assertThat(run.lastSeq()).isEqualTo(7);
    }

    private static EncodedEntry entry(long seq) {
        return EncodedEntry.of(Entries.message(new ConversationId(1), seq));
    }
}
