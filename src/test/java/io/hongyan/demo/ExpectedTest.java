package io.hongyan.demo;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ExpectedTest {

    private final Expected expected = new Expected();

    @Test
    void whatOthersSaidAfterTheMarkIsUnread() {
        expected.say("lake", 2, "anna", List.of());
        expected.say("lake", 3, "ben", List.of());
        expected.read("xiaoyan", "lake", 2);

        assertThat(expected.unread("xiaoyan", "lake")).isEqualTo(1);
        assertThat(expected.unread("anna", "lake")).isEqualTo(1);
        assertThat(expected.unread("zhiyuan", "lake")).isEqualTo(2);
    }

    @Test
    void sendingReadsNothing() {
        expected.say("lake", 2, "anna", List.of());
        expected.say("lake", 3, "ben", List.of());

        assertThat(expected.unread("ben", "lake")).isEqualTo(1);
    }

    @Test
    void aMentionCountsForWhomItNamesUntilItIsRead() {
        expected.say("lake", 2, "anna", List.of("ben"));
        assertThat(expected.mentions("ben", "lake")).isEqualTo(1);
        assertThat(expected.mentions("xiaoyan", "lake")).isZero();

        expected.read("ben", "lake", 2);

        assertThat(expected.mentions("ben", "lake")).isZero();
    }
}
