package io.hongyan.account.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final UserId USER = new UserId(5);
    private static final Device DEVICE = new Device(new DeviceId(7), DeviceKind.WEB, "", 3);
    private static final ECKey KEY = key();

    private final TestClock clock = new TestClock(NOW);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Revocations revocations = new Revocations(unreachable(), timer, clock);
    private final AccessTokens tokens = tokens(KEY);

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Jdbi unreachable() {
        return Jdbi.create(() -> {
                    throw new AssertionError("verifying a token asks nobody");
                })
                .installPlugin(new SqlObjectPlugin());
    }

    private AccessTokens tokens(ECKey... keys) {
        return new AccessTokens(
                "hongyan", "apps", Duration.ofMinutes(15), new SigningKeys(List.of(keys)), revocations, clock);
    }

    @AfterEach
    void stop() {
        timer.shutdown();
    }

    private String issued() {
        return tokens.issue(USER, Role.ADMIN, DEVICE, NOW).text();
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> tokens.authenticate(token))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("hongyan")
                .audience("apps")
                .subject("5")
                .claim("device", "7")
                .claim("generation", 3)
                .claim("role", "ADMIN")
                .expirationTime(Date.from(NOW.plusSeconds(900)));
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(KEY.getKeyID());
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header.build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(header(JWSAlgorithm.ES256), claims, new ECDSASigner(KEY));
    }

    @Test
    void tellWhoCarriesThem() {
        Caller caller = tokens.authenticate(issued());

        assertThat(caller)
                .isEqualTo(
                        new Caller(USER, DEVICE.id(), Role.ADMIN, 3, NOW.plus(Duration.ofMinutes(15)), DEVICE.kind()));
    }

    @Test
    void areWhatTheseTestsSign() throws JOSEException {
        assertThat(tokens.authenticate(signed(claims())).user()).isEqualTo(USER);
    }

    @Test
    void expireAlthoughTheyWereVerifiedBefore() {
        String token = issued();
        clock.pass(Duration.ofSeconds(899));
        assertThat(tokens.authenticate(token).user()).isEqualTo(USER);

        clock.pass(Duration.ofSeconds(1));

        assertRefused(token);
    }

    @Test
    void areRevokedWithTheirDevicesGeneration() {
        String before = issued();
        assertThat(tokens.authenticate(before).user()).isEqualTo(USER);

        revocations.learn(new Revocation(DEVICE.id(), 4, false, false));

        Device again = new Device(DEVICE.id(), DeviceKind.WEB, "", 4);
        assertRefused(before);
        assertThat(tokens.authenticate(tokens.issue(USER, Role.USER, again, NOW).text())
                        .generation())
                .isEqualTo(4);
    }

    @Test
    void sayThatTheirAccountIsDisabled() {
        String token = issued();

        revocations.learn(new Revocation(DEVICE.id(), 4, true, false));

        assertThatThrownBy(() -> tokens.authenticate(token))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void liveADayAtMost() {
        tokens.issue(USER, Role.USER, DEVICE, TokensConfiguration.LONGEST_LIFE);

        assertThatThrownBy(() -> tokens.issue(USER, Role.USER, DEVICE, TokensConfiguration.LONGEST_LIFE.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areGoodUnderEveryKeyThatIsThere() {
        String before = issued();
        AccessTokens rotated = tokens(KEY, key());

        String after = rotated.issue(USER, Role.USER, DEVICE, NOW).text();

        assertThat(rotated.authenticate(before).user()).isEqualTo(USER);
        assertThat(rotated.authenticate(after).user()).isEqualTo(USER);
        assertRefused(after);
    }

    @Test
    void areNotWhatWasChanged() {
        String token = issued();
        int dot = token.lastIndexOf('.');

        assertRefused(token.substring(0, dot - 2) + "AA" + token.substring(dot));
        assertRefused(token.substring(0, dot + 1) + "A".repeat(86));
        assertRefused(token.substring(0, dot + 1));
    }

    @Test
    void areNotUnsignedOrSignedOtherwise() throws JOSEException {
        byte[] publicKey = KEY.toECPublicKey().getEncoded();

        assertRefused(new PlainJWT(claims().build()).serialize());
        assertRefused(signed(header(JWSAlgorithm.HS256), claims(), new MACSigner(publicKey)));
        assertRefused(signed(header(JWSAlgorithm.ES256), claims(), new ECDSASigner(key())));
        assertRefused(signed(header(JWSAlgorithm.ES256).keyID("other"), claims(), new ECDSASigner(KEY)));
        assertRefused(signed(header(JWSAlgorithm.ES256).keyID(null), claims(), new ECDSASigner(KEY)));
        assertRefused(signed(header(JWSAlgorithm.ES256).type(JOSEObjectType.JWT), claims(), new ECDSASigner(KEY)));
    }

    @Test
    void areNotForAnotherServiceNorIncomplete() throws JOSEException {
        assertRefused(signed(claims().issuer("other")));
        assertRefused(signed(claims().audience("other")));
        assertRefused(signed(claims().expirationTime(null)));
        assertRefused(signed(claims().subject(null)));
        assertRefused(signed(claims().subject("05")));
        assertRefused(signed(claims().claim("device", null)));
        assertRefused(signed(claims().claim("generation", "many")));
        assertRefused(signed(claims().claim("role", "GOD")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "Bearer", "null", "\0"})
    void areNotAnyText(String text) {
        assertRefused(text);
    }

    @Test
    void areNotEndless() {
        assertRefused("e".repeat(100_000));
    }
}
