package io.hongyan.infra;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SnowflakeTest {

    private static final Clock FROZEN = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void growsAlsoWhileTheClockStandsStill() {
        Snowflake ids = new Snowflake(FROZEN, 1);

        assertThat(LongStream.generate(ids::next).limit(10_000).toArray())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void givesEachIdOnceToManyThreads() {
        Snowflake ids = new Snowflake(Clock.systemUTC(), 1);
        Set<Long> given = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 100_000).parallel().forEach(_ -> given.add(ids.next()));

        assertThat(given).hasSize(100_000);
    }

    @Test
    void differsFromNodeToNode() {
        assertThat(new Snowflake(FROZEN, 1).next()).isNotEqualTo(new Snowflake(FROZEN, 2).next());
    }

    @Test
    void refusesANodeThatDoesNotFit() {
        assertThatThrownBy(() -> new Snowflake(FROZEN, Snowflake.NODES)).isInstanceOf(IllegalArgumentException.class);
    }
}
