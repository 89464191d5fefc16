package io.hongyan.projection;

import io.hongyan.message.Entries;
import io.hongyan.streams.id.ConversationId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

final class BatchTest {

    @RepeatedTest(50)
    void halvesOfHalvesDoWhatTheWholeDoes(RepetitionInfo repetition) {
        Batch whole = random(new Random(repetition.getCurrentRepetition()));

        List<Batch> single = singles(whole).toList();

        assertThat(single.stream().flatMap(batch -> batch.items().stream())).containsExactlyElementsOf(whole.items());
        whole.moves().forEach((partition, move) -> {
            long at = move.from();
            for (Batch batch : single) {
                Batch.Move step = batch.moves().get(partition);
                if (step != null) {
                    assertThat(step.from()).isEqualTo(at);
                    at = step.to();
                }
            }
            assertThat(at).isEqualTo(move.to());
        });
    }

    @Test
    void everyRecordOfAHalfIsBelowWhereItsOffsetGoes() {
        Batch whole = random(new Random(1));

        for (Batch half : whole.halves()) {
            for (Item item : half.items()) {
                Batch.Move move = requireNonNull(half.moves().get(item.partition()));

                assertThat(item.record().offset()).isBetween(move.from(), move.to() - 1);
            }
        }
    }

    @Test
    void aLostPartitionTakesItsRecordsWithIt() {
        Batch whole = random(new Random(1));
        TopicPartition lost = new TopicPartition("events", 1);

        Batch rest = whole.without(Set.of(lost));

        assertThat(rest.moves()).doesNotContainKey(lost).hasSize(whole.moves().size() - 1);
        assertThat(rest.items()).isNotEmpty().noneMatch(item -> item.partition().equals(lost));
    }

    private static Stream<Batch> singles(Batch batch) {
        return batch.items().size() < 2
                ? Stream.of(batch)
                : batch.halves().stream().flatMap(BatchTest::singles);
    }

    private static Batch random(Random random) {
        Records records = new Records();
        Map<Long, Long> seqs = new TreeMap<>();
        for (int i = 0; i < 2 + random.nextInt(40); i++) {
            long conversation = 1 + random.nextInt(6);
            long seq = seqs.merge(conversation, 1L, Long::sum);
            records.event((int) conversation % 3, Entries.message(new ConversationId(conversation), seq));
        }
        return records.batch();
    }
}
