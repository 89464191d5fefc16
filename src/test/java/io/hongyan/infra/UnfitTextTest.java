package io.hongyan.infra;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class UnfitTextTest {

    private static final String HIGH = "\ud83e";
    private static final String LOW = "\udebf";

    @Test
    void isNulAnywhere() {
        assertThat(UnfitText.in("\0")).isTrue();
        assertThat(UnfitText.in("goose\0")).isTrue();
    }

    @Test
    void isHalfOfAPair() {
        assertThat(UnfitText.in(HIGH)).isTrue();
        assertThat(UnfitText.in(LOW)).isTrue();
        assertThat(UnfitText.in(LOW + HIGH)).isTrue();
        assertThat(UnfitText.in(HIGH + HIGH + LOW)).isTrue();
        assertThat(UnfitText.in(HIGH + LOW + LOW)).isTrue();
    }

    @Test
    void isNoOtherText() {
        assertThat(UnfitText.in("")).isFalse();
        assertThat(UnfitText.in("鸿雁 goose \u0001\n")).isFalse();
        assertThat(UnfitText.in(HIGH + LOW + HIGH + LOW)).isFalse();
        assertThat(UnfitText.in(Character.toString(Character.MAX_CODE_POINT))).isFalse();
    }
}
