package io.hongyan.account.token;

import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The devices of all accounts, with the generation below which their tokens are revoked.
///
/// `revoked_at` is PostgreSQL's time, because nodes that poll it may differ in theirs.
@RegisterConstructorMapper(Device.class)
@RegisterConstructorMapper(Revocation.class)
interface DeviceRepository {

    /// Makes a device, or takes the caller's own one over: then what was logged in on it before is revoked.
    ///
    /// Nothing, if the account is disabled or the device somebody else's. The account stays locked against being
    /// disabled until the transaction ends, so that whoever disables it finds this device.
    @SqlQuery("""
            INSERT INTO device (id, account, kind, name, generation, created_at)
            SELECT :id, id, :kind, :name, 1, :time
            FROM account
            WHERE id = :account AND disabled_at IS NULL
            FOR SHARE
            ON CONFLICT (id) DO UPDATE
                SET kind = excluded.kind, name = excluded.name, generation = device.generation + 1, revoked_at = now(),
                    replaced = false
                WHERE device.account = excluded.account
            RETURNING id, kind, name, generation
            """)
    Optional<Device> takeOver(DeviceId id, UserId account, DeviceKind kind, String name, Instant time);

    /// Makes one device for each account that isn't disabled, and says for how many; locks them as [#takeOver]
    /// does.
    @SqlUpdate("""
            INSERT INTO device (id, account, kind, name, generation, created_at, expires_at)
            SELECT minted.id, account.id, 'BOT', :name, 1, :time, :expiresAt
            FROM unnest(:ids, :accounts) AS minted (id, account)
            JOIN account ON account.id = minted.account AND account.disabled_at IS NULL
            FOR SHARE OF account
            """)
    int mint(List<DeviceId> ids, List<UserId> accounts, String name, Instant time, Instant expiresAt);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM device WHERE id = :id AND account = :account)")
    boolean belongs(DeviceId id, UserId account);

    /// Revokes what a device was given so far.
    @SqlQuery("""
            UPDATE device SET generation = generation + 1, revoked_at = now(), replaced = false
            FROM account
            WHERE device.id = :id AND account.id = device.account
            RETURNING device.id, device.generation, account.disabled_at IS NOT NULL AS disabled, device.replaced
            """)
    Optional<Revocation> revoke(DeviceId id);

    /// Revokes what all devices of an account were given so far, but for `spared`.
    @SqlQuery("""
            UPDATE device SET generation = generation + 1, revoked_at = now(), replaced = false
            FROM account
            WHERE device.account = :account AND device.id <> :spared AND account.id = device.account
            RETURNING device.id, device.generation, account.disabled_at IS NOT NULL AS disabled, device.replaced
            """)
    List<Revocation> revokeOthers(UserId account, long spared);

    /// Locks an account until the transaction ends, so that its logins come one after the other.
    @SqlQuery("SELECT id FROM account WHERE id = :account FOR NO KEY UPDATE")
    UserId lock(UserId account);

    /// Whether somebody is logged in at `time` on a device of this kind other than `spared`.
    @SqlQuery("""
            SELECT EXISTS (
                SELECT FROM device
                JOIN refresh_family AS family ON family.device = device.id AND family.generation = device.generation
                WHERE device.account = :account AND device.kind = :kind AND device.id <> :spared
                    AND family.expires_at > :time)
            """)
    boolean isLoggedIn(UserId account, DeviceKind kind, DeviceId spared, Instant time);

    /// Revokes what those of this kind were given so far that somebody is logged in on, but for `spared`, which takes
    /// their place.
    @SqlQuery("""
            UPDATE device SET generation = generation + 1, revoked_at = now(), replaced = true
            FROM account
            WHERE device.account = :account AND device.kind = :kind AND device.id <> :spared
                AND account.id = device.account
                AND EXISTS (
                    SELECT FROM refresh_family AS family
                    WHERE family.device = device.id AND family.generation = device.generation)
            RETURNING device.id, device.generation, account.disabled_at IS NOT NULL AS disabled, device.replaced
            """)
    List<Revocation> replace(UserId account, DeviceKind kind, DeviceId spared);

    /// What was revoked in the last `seconds`.
    @SqlQuery("""
            SELECT device.id, device.generation, account.disabled_at IS NOT NULL AS disabled, device.replaced
            FROM device
            JOIN account ON account.id = device.account
            WHERE device.revoked_at > now() - make_interval(secs => :seconds)
            """)
    Collection<Revocation> revokedWithin(double seconds);

    /// Forgets the minted devices whose token is over.
    @SqlUpdate("DELETE FROM device WHERE expires_at < :time")
    void forgetBefore(Instant time);
}
