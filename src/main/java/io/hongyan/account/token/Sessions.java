package io.hongyan.account.token;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Opens, renews and closes what a device is logged in with. Thread-safe.
public final class Sessions {

    private final Jdbi jdbi;
    private final AccessTokens tokens;
    private final Revocations revocations;
    private final Duration refreshLife;
    private final Map<DeviceKind, DevicePolicy> policies;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(
            Jdbi jdbi,
            AccessTokens tokens,
            Revocations revocations,
            Duration refreshLife,
            Map<DeviceKind, DevicePolicy> policies,
            Clock clock) {
        this.jdbi = jdbi;
        this.tokens = tokens;
        this.revocations = revocations;
        this.refreshLife = refreshLife;
        this.policies = Map.copyOf(policies);
        this.clock = clock;
    }

    /// Whether `device` is one of `user`'s.
    public boolean belongs(DeviceId device, UserId user) {
        return jdbi.withExtension(DeviceRepository.class, devices -> devices.belongs(device, user));
    }

    /// Logs `user` in on a device. What was logged in on the same device before is revoked.
    ///
    /// @throws HongyanException `forbidden`, if the account is disabled; `conflict`, if this kind allows one device
    public Session open(UserId user, Role role, DeviceId id, DeviceKind kind, String name) {
        Instant now = clock.instant();
        RefreshToken refresh = RefreshToken.first(id, random);
        List<Revocation> replaced = new ArrayList<>();
        Device device = jdbi.inTransaction(transaction -> {
            replaced.addAll(makeRoom(transaction.attach(DeviceRepository.class), user, id, kind));
            Device taken = transaction
                    .attach(DeviceRepository.class)
                    .takeOver(id, user, kind, name, now)
                    .orElseThrow(() -> new HongyanException(ErrorCode.FORBIDDEN, "This account is disabled."));
            transaction
                    .attach(RefreshRepository.class)
                    .start(id, taken.generation(), refresh.familyHash(), refresh.hash(), now.plus(refreshLife));
            return taken;
        });
        replaced.forEach(revocations::learn);
        revocations.learn(new Revocation(id, device.generation(), false, false));
        return new Session(user, device, tokens.issue(user, role, device, now), refresh.text());
    }

    private List<Revocation> makeRoom(DeviceRepository devices, UserId user, DeviceId id, DeviceKind kind) {
        DevicePolicy policy = policies.getOrDefault(kind, DevicePolicy.SEVERAL);
        if (policy != DevicePolicy.SEVERAL) {
            devices.lock(user);
        }
        return switch (policy) {
            case SEVERAL -> List.of();
            case REPLACE -> devices.replace(user, kind, id);
            case REFUSE -> {
                if (devices.isLoggedIn(user, kind, id, clock.instant())) {
                    throw new HongyanException(
                            ErrorCode.CONFLICT,
                            "You are logged in on another device of this kind; log out there first.");
                }
                yield List.of();
            }
        };
    }

    /// Exchanges a refresh token for a new one and a new access token.
    ///
    /// The same token with the same `Idempotency-Key` gets the same answer for a minute. Any other use of a token
    /// that was exchanged before means that somebody has a copy, so the whole family is revoked.
    ///
    /// @throws HongyanException `unauthenticated`, if the token is void
    public Session refresh(String text, @Nullable String key) {
        Exchange exchange = RefreshToken.parse(text)
                .map(token -> jdbi.inTransaction(transaction -> exchange(token, key, transaction)))
                .orElse(new Nothing());
        return switch (exchange) {
            case Renewed(Session session) -> session;
            case Stolen(Revocation revocation) -> {
                revocations.learn(revocation);
                throw refused();
            }
            case Nothing() -> throw refused();
        };
    }

    /// What became of a refresh token: told apart inside the transaction, acted upon once that is committed.
    private sealed interface Exchange {}

    private record Renewed(Session session) implements Exchange {}

    private record Stolen(Revocation revocation) implements Exchange {}

    private record Nothing() implements Exchange {}

    private Exchange exchange(RefreshToken token, @Nullable String key, Handle transaction) {
        RefreshRepository families = transaction.attach(RefreshRepository.class);
        Optional<RefreshFamily> found = families.lock(token.device());
        if (found.isEmpty()) {
            return new Nothing();
        }
        RefreshFamily family = found.get();
        // Times of a repeated answer come from what was stored, in PostgreSQL's precision.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] keyHash = key == null ? null : RefreshToken.hash(key.getBytes(StandardCharsets.UTF_8));
        return switch (family.judge(token, keyHash, now)) {
            case NEWEST -> {
                byte[] salt = RefreshToken.salt(random);
                RefreshToken next = token.next(salt);
                byte[] kept = keyHash == null ? null : salt;
                families.rotate(token.device(), next.hash(), keyHash, kept, now, now.plus(refreshLife));
                yield new Renewed(session(family, next, now));
            }
            case REPEATED -> {
                RefreshToken next = token.next(requireNonNull(family.salt()));
                yield new Renewed(session(family, next, requireNonNull(family.rotatedAt())));
            }
            case REUSED ->
                transaction
                        .attach(DeviceRepository.class)
                        .revoke(token.device())
                        .<Exchange>map(Stolen::new)
                        .orElse(new Nothing());
            case VOID -> new Nothing();
        };
    }

    private static HongyanException refused() {
        return new HongyanException(
                ErrorCode.UNAUTHENTICATED, "The refresh token is not valid any more; log in again.");
    }

    private Session session(RefreshFamily family, RefreshToken refresh, Instant time) {
        Device device = new Device(refresh.device(), family.kind(), family.name(), family.deviceGeneration());
        return new Session(
                family.account(), device, tokens.issue(family.account(), family.role(), device, time), refresh.text());
    }

    /// Logs the caller's device out.
    public void close(Caller caller) {
        revocations.revoke(caller.device());
    }

    /// Makes a device and a token for each of `accounts`, in order, without any refresh token: for bots and tests.
    public List<Minted> mint(List<Holder> accounts, List<DeviceId> ids, String name, Duration life) {
        Instant now = clock.instant();
        List<UserId> users = accounts.stream().map(Holder::user).toList();
        jdbi.useTransaction(transaction -> {
            int made = transaction.attach(DeviceRepository.class).mint(ids, users, name, now, now.plus(life));
            if (made < ids.size()) {
                throw new HongyanException(ErrorCode.CONFLICT, "One of these accounts is disabled.");
            }
        });
        return IntStream.range(0, ids.size())
                .mapToObj(i -> {
                    Holder holder = accounts.get(i);
                    Device device = new Device(ids.get(i), DeviceKind.BOT, name, 1);
                    AccessToken token = tokens.issue(holder.user(), holder.role(), device, life);
                    return new Minted(holder.user(), device.id(), token.text(), token.expiresAt());
                })
                .toList();
    }

    /// Forgets what is over.
    public void forgetOld() {
        Instant now = clock.instant();
        jdbi.useExtension(RefreshRepository.class, families -> families.forgetBefore(now));
        jdbi.useExtension(DeviceRepository.class, devices -> devices.forgetBefore(now));
    }

    /// Whom a token is minted for.
    public record Holder(UserId user, Role role) {}

    /// A token that an administrator had made.
    public record Minted(UserId userId, DeviceId deviceId, String accessToken, Instant expiresAt) {}
}
