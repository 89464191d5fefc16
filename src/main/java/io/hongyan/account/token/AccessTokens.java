package io.hongyan.account.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/// The access tokens that callers carry: JWTs signed with ES256, verified here without asking anybody.
///
/// A token that was verified once isn't verified again while it lives, because every request carries one.
/// Thread-safe.
public final class AccessTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int MAX_LENGTH = 2048;
    private static final int REMEMBERED = 50_000;

    private final String issuer;
    private final String audience;
    private final Duration life;
    private final Revocations revocations;
    private final Clock clock;
    private final ECDSASigner signer;
    private final JWSHeader header;
    private final Map<String, JWSVerifier> verifiers;
    private final Cache<String, Caller> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    AccessTokens(
            String issuer, String audience, Duration life, SigningKeys keys, Revocations revocations, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.life = life;
        this.revocations = revocations;
        this.clock = clock;
        try {
            this.signer = new ECDSASigner(keys.signing());
            this.verifiers = verifiers(keys);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("A signing key can't be used: " + unusable.getMessage(), unusable);
        }
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(keys.signing().getKeyID())
                .build();
    }

    private static Map<String, JWSVerifier> verifiers(SigningKeys keys) throws JOSEException {
        Map<String, JWSVerifier> verifiers = new HashMap<>();
        for (ECKey key : keys.keys()) {
            verifiers.put(key.getKeyID(), new ECDSAVerifier(key.toPublicJWK()));
        }
        return Map.copyOf(verifiers);
    }

    /// How long a token lives where nothing else is said.
    public Duration life() {
        return life;
    }

    /// A token of the usual life for `device` of `user`, as if made at `time`.
    public AccessToken issue(UserId user, Role role, Device device, Instant time) {
        return issue(user, role, device, time, life);
    }

    /// A token that lives for `life` from now on.
    ///
    /// @throws IllegalArgumentException if that is longer than [TokensConfiguration#LONGEST_LIFE]: what was
    /// revoked is remembered for no longer
    public AccessToken issue(UserId user, Role role, Device device, Duration life) {
        if (life.compareTo(TokensConfiguration.LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("a token can't live for " + life);
        }
        return issue(user, role, device, clock.instant(), life);
    }

    private AccessToken issue(UserId user, Role role, Device device, Instant time, Duration life) {
        // JWT times are whole seconds.
        Instant expiresAt = time.plus(life).truncatedTo(ChronoUnit.SECONDS);
        SignedJWT token = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject(user.toString())
                        .claim("device", device.id().toString())
                        .claim("generation", device.generation())
                        .claim("role", role.name())
                        .claim("kind", device.kind().name())
                        .issueTime(Date.from(time))
                        .expirationTime(Date.from(expiresAt))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException failed) {
            throw new IllegalStateException("A token can't be signed", failed);
        }
        return new AccessToken(token.serialize(), expiresAt);
    }

    /// Who carries `token`.
    ///
    /// @throws HongyanException `unauthenticated`, if the token isn't ours, is over, or is revoked; `forbidden`,
    /// if its account is disabled
    public Caller authenticate(String token) {
        Caller caller = verified.get(token, this::verify);
        if (!clock.instant().isBefore(caller.expiresAt())) {
            throw refused("The access token has expired.");
        }
        return switch (revocations.standing(caller)) {
            case GOOD -> caller;
            case REVOKED -> throw refused("The access token has been revoked.");
            case REPLACED -> throw refused("You have logged in on another device of this kind.");
            case DISABLED -> throw new HongyanException(ErrorCode.FORBIDDEN, "This account is disabled.");
        };
    }

    private Caller verify(String text) {
        if (text.length() > MAX_LENGTH) {
            throw refused("This is not an access token.");
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            String keyId = token.getHeader().getKeyID();
            JWSVerifier verifier = keyId == null ? null : verifiers.get(keyId);
            boolean ours = verifier != null
                    && JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())
                    && TYPE.equals(token.getHeader().getType())
                    && token.verify(verifier);
            if (!ours) {
                throw refused("This is not an access token of ours.");
            }
            return caller(token.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException broken) {
            throw refused("This is not an access token.");
        }
    }

    private Caller caller(JWTClaimsSet claims) throws ParseException {
        boolean forUs =
                issuer.equals(claims.getIssuer()) && claims.getAudience().contains(audience);
        Date expiry = claims.getExpirationTime();
        Long generation = claims.getLongClaim("generation");
        if (!forUs || expiry == null || generation == null) {
            throw refused("The access token is for another service.");
        }
        return new Caller(
                UserId.valueOf(text(claims, "sub")),
                DeviceId.valueOf(text(claims, "device")),
                Role.valueOf(text(claims, "role")),
                generation,
                expiry.toInstant(),
                kind(claims));
    }

    /// Tokens of before it was in them don't say.
    private static DeviceKind kind(JWTClaimsSet claims) throws ParseException {
        String kind = claims.getStringClaim("kind");
        return kind == null ? DeviceKind.WEB : DeviceKind.valueOf(kind);
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String value = claims.getStringClaim(name);
        if (value == null) {
            throw new ParseException(name + " is missing", 0);
        }
        return value;
    }

    private static HongyanException refused(String detail) {
        return new HongyanException(ErrorCode.UNAUTHENTICATED, detail);
    }
}
