package io.hongyan.message.history;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RangeTest {

    @Test
    void theNewestPageEndsWithTheHead() {
        assertThat(new Range.Newest().span(1, 100, 50)).isEqualTo(new Span(51, 100));
        assertThat(new Range.Newest().span(80, 100, 50)).isEqualTo(new Span(80, 100));
    }

    @Test
    void beforeAndAfterLeaveTheirEntryOut() {
        assertThat(new Range.Before(51).span(1, 100, 50)).isEqualTo(new Span(1, 50));
        assertThat(new Range.After(50).span(1, 100, 20)).isEqualTo(new Span(51, 70));
    }

    @Test
    void aroundShowsBothSidesAsFarAsThereAreEntries() {
        assertThat(new Range.Around(50).span(1, 100, 10)).isEqualTo(new Span(45, 54));
        assertThat(new Range.Around(2).span(1, 100, 10)).isEqualTo(new Span(1, 10));
        assertThat(new Range.Around(100).span(1, 100, 10)).isEqualTo(new Span(91, 100));
        assertThat(new Range.Around(5_000).span(1, 3, 10)).isEqualTo(new Span(1, 3));
    }

    @Test
    void nothingOutsideOfWhatTheReaderMaySeeIsInAPage() {
        assertThat(new Range.Before(10).span(10, 100, 50).isEmpty()).isTrue();
        assertThat(new Range.Before(0).span(1, 100, 50).isEmpty()).isTrue();
        assertThat(new Range.After(3).span(10, 100, 5)).isEqualTo(new Span(10, 14));
        assertThat(new Range.After(100).span(1, 100, 50).isEmpty()).isTrue();
        assertThat(new Range.After(Long.MAX_VALUE).span(1, 100, 50).isEmpty()).isTrue();
        assertThat(new Range.Before(Long.MAX_VALUE).span(1, 100, 50)).isEqualTo(new Span(51, 100));
        assertThat(new Range.Around(0).span(10, 100, 5)).isEqualTo(new Span(10, 14));
    }

    @Test
    void whoseFirstEntryIsStillOnItsWaySeesNothing() {
        assertThat(new Range.Newest().span(10, 9, 50).isEmpty()).isTrue();
        assertThat(new Range.Around(10).span(10, 9, 50).isEmpty()).isTrue();
        assertThat(new Range.After(0).span(10, 9, 50).isEmpty()).isTrue();
    }
}
