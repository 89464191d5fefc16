package io.hongyan.log;

import io.hongyan.streams.engine.NumberingException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DecidedTest {

    private final Decided decided = new Decided();

    @Test
    void whatIsDecidedAnewIsHeardOnce() {
        assertThat(decided.isFirst(5, 50)).isTrue();
        assertThat(decided.isFirst(7, 70)).isTrue();

        assertThat(decided.isFirst(5, 50)).isFalse();
        assertThat(decided.isFirst(7, 70)).isFalse();
        assertThat(decided.isFirst(8, 80)).isTrue();
    }

    @Test
    void anotherDecisionOnTheSameCommandEndsTheFeed() {
        decided.isFirst(5, 50);
        decided.isFirst(6, 60);

        assertThatThrownBy(() -> decided.isFirst(5, 51))
                .isInstanceOf(NumberingException.class)
                .hasMessageContaining("offset 5");
    }

    @Test
    void aRepeatOfWhatIsForgottenIsStillARepeat() {
        decided.isFirst(5, 50);
        decided.isFirst(5 + (1 << 14), 60);

        assertThat(decided.isFirst(5, 51)).isFalse();
    }
}
