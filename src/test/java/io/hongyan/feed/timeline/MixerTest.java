package io.hongyan.feed.timeline;

import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MixerTest {

    @Test
    void mergesByTimeWithoutGapsOrDoubles() {
        List<Source> sources = List.of(listed(9, 7, 3), listed(8, 7, 2), listed(), listed(1));

        assertThat(read(new Mixer(sources, Long.MAX_VALUE, 2))).containsExactly(9L, 8L, 7L, 3L, 2L, 1L);
    }

    @Test
    void startsBelowWhereTheLastPageEnded() {
        List<Source> sources = List.of(listed(9, 7, 3), listed(8, 7, 2));

        assertThat(read(new Mixer(sources, 7, 50))).containsExactly(3L, 2L);
    }

    @Test
    void givesTheSameHoweverMuchIsAskedForAtATime() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            TreeSet<Long> all = new TreeSet<>(Comparator.reverseOrder());
            List<Source> sources = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                long[] ids = random.longs(random.nextInt(12), 1, 40)
                        .distinct()
                        .boxed()
                        .sorted(Comparator.reverseOrder())
                        .mapToLong(Long::longValue)
                        .toArray();
                LongStream.of(ids).forEach(all::add);
                sources.add(listed(ids));
            }

            assertThat(read(new Mixer(sources, Long.MAX_VALUE, 1 + random.nextInt(6))))
                    .containsExactlyElementsOf(all);
        }
    }

    private static Source listed(long... ids) {
        return new Listed(LongStream.of(ids)
                .mapToObj(id -> new Entry(new PostId(id), new UserId(1)))
                .toList());
    }

    private static List<Long> read(Mixer mixer) {
        return Stream.generate(mixer::next)
                .takeWhile(Optional::isPresent)
                .map(entry -> entry.orElseThrow().post().value())
                .toList();
    }
}
