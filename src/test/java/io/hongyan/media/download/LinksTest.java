package io.hongyan.media.download;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.media.Media.Variant;
import io.hongyan.streams.id.MediaId;
import io.hongyan.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class LinksTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T19:16:05Z"));
    private final Links links = new Links(new byte[] {1, 2, 3}, Duration.ofMinutes(10), clock);
    private final Links.Linked linked = new Links.Linked(new MediaId(7), Variant.THUMBNAIL, links.expiry());

    @Test
    void aLinkLeadsToWhatItWasMadeFor() {
        assertThat(links.read(links.code(linked))).isEqualTo(linked);
    }

    @Test
    void aLinkIsOverInTime() {
        String code = links.code(linked);

        clock.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(links.read(code)).isEqualTo(linked);
        clock.pass(Duration.ofSeconds(1));

        assertRefused(code, ErrorCode.GONE);
    }

    @Test
    void nobodyElseMakesLinks() {
        String code = links.code(linked);
        Links others = new Links(new byte[] {3, 2, 1}, Duration.ofMinutes(10), clock);

        assertRefused(others.code(linked), ErrorCode.NOT_FOUND);
        assertRefused("", ErrorCode.NOT_FOUND);
        assertRefused("no link", ErrorCode.NOT_FOUND);
        assertRefused(code.substring(4), ErrorCode.NOT_FOUND);
        assertRefused(code + "AAAA", ErrorCode.NOT_FOUND);
        for (int i = 0; i < code.length() - 1; i++) {
            char other = code.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(code.substring(0, i) + other + code.substring(i + 1), ErrorCode.NOT_FOUND);
        }
    }

    private void assertRefused(String code, ErrorCode expected) {
        assertThatThrownBy(() -> links.read(code))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(expected));
    }
}
