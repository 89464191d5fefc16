package io.hongyan.feed.timeline;

import io.hongyan.streams.id.UserId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PrintTest {

    private static final UserId ANNA = new UserId(1);
    private static final UserId BERT = new UserId(2);

    @Test
    void isTheSameForTheSame() {
        assertThat(print(Map.of(ANNA, 5L, BERT, 6L), Map.of(ANNA, 2L)))
                .isEqualTo(print(Map.of(BERT, 6L, ANNA, 5L), Map.of(ANNA, 2L, BERT, 0L)));
    }

    @Test
    void isAnotherForOtherAuthorsFollowingsOrGenerations() {
        assertThat(print(Map.of(ANNA, 5L), Map.of()))
                .isNotEqualTo(print(Map.of(BERT, 5L), Map.of()))
                .isNotEqualTo(print(Map.of(ANNA, 7L), Map.of()))
                .isNotEqualTo(print(Map.of(ANNA, 5L), Map.of(ANNA, 2L)))
                .isNotEqualTo(print(Map.of(ANNA, 5L, BERT, 6L), Map.of()));
    }

    private static String print(Map<UserId, Long> followings, Map<UserId, Long> generations) {
        return Print.of(new TreeMap<>(followings), generations);
    }
}
