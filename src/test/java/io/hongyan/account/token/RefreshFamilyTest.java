package io.hongyan.account.token;

import io.hongyan.account.token.RefreshFamily.Verdict;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RefreshFamilyTest {

    private static final Instant ROTATED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant EXPIRY = ROTATED.plus(Duration.ofDays(30));
    private static final DeviceId DEVICE = new DeviceId(7);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] SALT = RefreshToken.salt(RANDOM);
    private static final byte[] KEY = key("k");

    private final RefreshToken first = RefreshToken.first(DEVICE, RANDOM);
    private final RefreshToken second = first.next(SALT);
    private final RefreshToken third = second.next(SALT);

    private static byte[] key(String key) {
        return RefreshToken.hash(key.getBytes(StandardCharsets.UTF_8));
    }

    /// After `first` and `second` were exchanged, `second` with `key`.
    private RefreshFamily family(byte @Nullable [] key, long deviceGeneration, boolean disabled) {
        return new RefreshFamily(
                new UserId(1),
                Role.USER,
                disabled,
                DeviceKind.WEB,
                "",
                deviceGeneration,
                1,
                third.familyHash(),
                third.hash(),
                EXPIRY,
                second.hash(),
                key,
                key == null ? null : SALT,
                ROTATED);
    }

    private RefreshFamily family() {
        return family(KEY, 1, false);
    }

    @Test
    void takesTheNewestTokenUntilItExpires() {
        assertThat(family().judge(third, null, ROTATED)).isEqualTo(Verdict.NEWEST);
        assertThat(family().judge(third, null, EXPIRY.minusMillis(1))).isEqualTo(Verdict.NEWEST);
        assertThat(family().judge(third, null, EXPIRY)).isEqualTo(Verdict.VOID);
    }

    @Test
    void repeatsTheLastExchangeToTheSameKeyForAMinute() {
        assertThat(family().judge(second, KEY, ROTATED.plusSeconds(59))).isEqualTo(Verdict.REPEATED);
        assertThat(family().judge(second, KEY, ROTATED.plusSeconds(60))).isEqualTo(Verdict.REUSED);
        assertThat(family().judge(second, key("other"), ROTATED)).isEqualTo(Verdict.REUSED);
        assertThat(family().judge(second, null, ROTATED)).isEqualTo(Verdict.REUSED);
        assertThat(family(null, 1, false).judge(second, KEY, ROTATED)).isEqualTo(Verdict.REUSED);
    }

    @Test
    void knowsAnyOlderTokenAsReused() {
        assertThat(family().judge(first, KEY, ROTATED)).isEqualTo(Verdict.REUSED);
    }

    @Test
    void takesNoInventedTokenForAReusedOne() {
        RefreshToken invented = RefreshToken.first(DEVICE, RANDOM);

        assertThat(family().judge(invented, KEY, ROTATED)).isEqualTo(Verdict.VOID);
    }

    @Test
    void isVoidOnceItsDeviceIsRevokedOrItsAccountDisabled() {
        assertThat(family(KEY, 2, false).judge(third, null, ROTATED)).isEqualTo(Verdict.VOID);
        assertThat(family(KEY, 1, true).judge(third, null, ROTATED)).isEqualTo(Verdict.VOID);
        assertThat(family(KEY, 2, false).judge(first, null, ROTATED)).isEqualTo(Verdict.VOID);
    }

    @Test
    void tellsATokenAgainFromItsPredecessorAndTheSalt() {
        assertThat(first.next(SALT).text()).isEqualTo(second.text());
        assertThat(first.next(RefreshToken.salt(RANDOM)).text()).isNotEqualTo(second.text());
    }

    @Test
    void readsBackWhatATokenSays() {
        RefreshToken read = RefreshToken.parse(third.text()).orElseThrow();

        assertThat(read.device()).isEqualTo(DEVICE);
        assertThat(read.hash()).isEqualTo(third.hash());
        assertThat(read.familyHash()).isEqualTo(third.familyHash());
    }

    @Test
    void readsNothingElse() {
        assertThat(RefreshToken.parse("")).isEmpty();
        assertThat(RefreshToken.parse("no token")).isEmpty();
        assertThat(RefreshToken.parse("A".repeat(75))).isEmpty();
        assertThat(RefreshToken.parse(third.text() + "AA")).isEmpty();
    }
}
