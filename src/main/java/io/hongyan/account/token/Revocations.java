package io.hongyan.account.token;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which tokens are revoked although they haven't expired: at once for what this node revokes, within two seconds
/// for what others do.
///
/// Kept in memory for as long as a token can live, and read from PostgreSQL at start. While PostgreSQL is away,
/// what is known stays in force. Thread-safe.
public final class Revocations implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

    private static final Duration POLL = Duration.ofSeconds(2);
    /// Longer than a transaction that revokes can take from its `now()` to its commit.
    private static final Duration OVERLAP = Duration.ofSeconds(30);
    /// A poll that takes longer than this hangs.
    private static final Duration CURRENT = Duration.ofSeconds(10);

    private final DeviceRepository devices;
    private final ScheduledExecutorService poller;
    private final Clock clock;
    private final ConcurrentMap<DeviceId, Revocation> newest = Caffeine.newBuilder()
            .expireAfterWrite(TokensConfiguration.LONGEST_LIFE.plus(OVERLAP))
            .<DeviceId, Revocation>build()
            .asMap();
    private final List<Consumer<DeviceId>> listeners = new CopyOnWriteArrayList<>();

    private volatile Instant readUntil;
    private volatile boolean lost;

    /// `poller` runs the polls and is stopped by its owner.
    public Revocations(Jdbi jdbi, ScheduledExecutorService poller, Clock clock) {
        this(jdbi.onDemand(DeviceRepository.class), poller, clock);
    }

    Revocations(DeviceRepository devices, ScheduledExecutorService poller, Clock clock) {
        this.devices = devices;
        this.poller = poller;
        this.clock = clock;
        this.readUntil = clock.instant().minus(TokensConfiguration.LONGEST_LIFE);
    }

    @Override
    public void start() {
        poll();
        poller.scheduleWithFixedDelay(this::pollOrWait, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Calls `listener` with every device that has something revoked from now on, perhaps more than once. What is
    /// still open on it under a newer login has a [Caller] whose [#standing] is good.
    public void onRevoked(Consumer<DeviceId> listener) {
        listeners.add(listener);
    }

    /// What became of the token that `caller` came with.
    public Standing standing(Caller caller) {
        Revocation revocation = newest.get(caller.device());
        if (revocation == null || caller.generation() >= revocation.generation()) {
            return Standing.GOOD;
        }
        if (revocation.disabled()) {
            return Standing.DISABLED;
        }
        return revocation.replaced() ? Standing.REPLACED : Standing.REVOKED;
    }

    /// Whether PostgreSQL could be asked lately. Where not, nobody can get a new token either.
    public boolean isCurrent() {
        return !lost && clock.instant().isBefore(readUntil.plus(CURRENT));
    }

    /// Revokes what `device` was given so far; its refresh tokens are void too.
    public void revoke(DeviceId device) {
        devices.revoke(device).ifPresent(this::learn);
    }

    /// Revokes within a transaction what every device of `user` was given so far; the answer is to be learned
    /// once that is committed.
    public List<Revocation> revokeAll(UserId user, Handle transaction) {
        return transaction.attach(DeviceRepository.class).revokeOthers(user, 0);
    }

    /// Revokes what every device of `user` but `spared` was given so far.
    public void revokeOthers(UserId user, DeviceId spared) {
        devices.revokeOthers(user, spared.value()).forEach(this::learn);
    }

    /// Makes known here what was revoked in a transaction of this node.
    public void learn(Revocation revocation) {
        Revocation before = newest.get(revocation.id());
        if (before == null || before.generation() < revocation.generation()) {
            newest.merge(revocation.id(), revocation, Revocations::newer);
            listeners.forEach(listener -> listener.accept(revocation.id()));
        }
    }

    private static Revocation newer(Revocation one, Revocation other) {
        return one.generation() < other.generation() ? other : one;
    }

    void pollOrWait() {
        try {
            poll();
            if (lost) {
                LOG.info("Revocations are read again.");
                lost = false;
            }
        } catch (RuntimeException unreadable) {
            if (!lost) {
                LOG.warn("Revocations can't be read; what is known stays in force: {}", unreadable.getMessage());
                lost = true;
            }
        }
    }

    private void poll() {
        Instant now = clock.instant();
        Duration window = Duration.between(readUntil, now).plus(OVERLAP);
        Collection<Revocation> found = devices.revokedWithin(window.toMillis() / 1000.0);
        found.forEach(this::learn);
        readUntil = now;
    }
}
