package io.hongyan.account.token;

import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RevocationsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final DeviceId DEVICE = new DeviceId(7);

    private final TestClock clock = new TestClock(NOW);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Devices devices = new Devices();
    private final Revocations revocations = new Revocations(devices, timer, clock);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void areNotCurrentWhileAPollHangs() {
        revocations.pollOrWait();
        assertThat(revocations.isCurrent()).isTrue();

        clock.pass(Duration.ofSeconds(10));

        assertThat(revocations.isCurrent()).isFalse();
    }

    @Test
    void areCurrentAgainAfterTheNextPoll() {
        revocations.pollOrWait();
        clock.pass(Duration.ofSeconds(60));

        revocations.pollOrWait();

        assertThat(revocations.isCurrent()).isTrue();
    }

    @Test
    void areNotCurrentOnceAPollFails() {
        revocations.pollOrWait();
        devices.lost = true;

        revocations.pollOrWait();

        assertThat(revocations.isCurrent()).isFalse();
    }

    @Test
    void tellWhyATokenIsNoGoodAnyMore() {
        devices.revoked.add(new Revocation(DEVICE, 2, false, false));
        revocations.pollOrWait();
        assertThat(revocations.standing(caller(1))).isEqualTo(Standing.REVOKED);
        assertThat(revocations.standing(caller(2))).isEqualTo(Standing.GOOD);

        devices.revoked.add(new Revocation(DEVICE, 3, true, false));
        revocations.pollOrWait();
        assertThat(revocations.standing(caller(2))).isEqualTo(Standing.DISABLED);

        devices.revoked.add(new Revocation(DEVICE, 4, false, false));
        revocations.pollOrWait();
        assertThat(revocations.standing(caller(2))).isEqualTo(Standing.REVOKED);
        assertThat(revocations.standing(caller(4))).isEqualTo(Standing.GOOD);
    }

    @Test
    void tellWhoeverListensOnce() {
        List<DeviceId> told = new ArrayList<>();
        revocations.onRevoked(told::add);
        devices.revoked.add(new Revocation(DEVICE, 2, false, false));

        revocations.pollOrWait();
        revocations.pollOrWait();

        assertThat(told).containsExactly(DEVICE);
    }

    private static Caller caller(long generation) {
        return new Caller(new UserId(5), DEVICE, Role.USER, generation, NOW.plusSeconds(900), DeviceKind.WEB);
    }

    /// What a poll finds, in memory; nothing else is asked of it here.
    private static final class Devices implements DeviceRepository {

        @Override
        public UserId lock(UserId account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isLoggedIn(UserId account, DeviceKind kind, DeviceId spared, Instant time) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Revocation> replace(UserId account, DeviceKind kind, DeviceId spared) {
            throw new UnsupportedOperationException();
        }

        private final List<Revocation> revoked = new ArrayList<>();
        private boolean lost;

        @Override
        public Collection<Revocation> revokedWithin(double seconds) {
            if (lost) {
                throw new IllegalStateException("lost for a test");
            }
            return List.copyOf(revoked);
        }

        @Override
        public Optional<Device> takeOver(DeviceId id, UserId account, DeviceKind kind, String name, Instant time) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public int mint(List<DeviceId> ids, List<UserId> accounts, String name, Instant time, Instant expiresAt) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public boolean belongs(DeviceId id, UserId account) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public Optional<Revocation> revoke(DeviceId id) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public List<Revocation> revokeOthers(UserId account, long spared) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public void forgetBefore(Instant time) {
            throw new UnsupportedOperationException("not asked here");
        }
    }
}
