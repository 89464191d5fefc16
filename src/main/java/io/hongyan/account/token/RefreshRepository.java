package io.hongyan.account.token;

import io.hongyan.streams.id.DeviceId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// The refresh families, one a device.
@RegisterConstructorMapper(RefreshFamily.class)
interface RefreshRepository {

    /// Starts a family, in place of the one that the device had.
    @SqlUpdate("""
            INSERT INTO refresh_family (device, generation, secret_hash, token_hash, expires_at)
            VALUES (:device, :generation, :secretHash, :tokenHash, :expiresAt)
            ON CONFLICT (device) DO UPDATE
                SET generation = excluded.generation, secret_hash = excluded.secret_hash,
                    token_hash = excluded.token_hash, expires_at = excluded.expires_at,
                    previous_hash = NULL, key_hash = NULL, salt = NULL, rotated_at = NULL
            """)
    void start(DeviceId device, long generation, byte[] secretHash, byte[] tokenHash, Instant expiresAt);

    /// The family of a device, locked until the transaction ends, so that a token is exchanged once.
    @SqlQuery("""
            SELECT device.account, account.role, account.disabled_at IS NOT NULL AS disabled,
                   device.kind, device.name, device.generation AS device_generation,
                   family.generation, family.secret_hash, family.token_hash, family.expires_at,
                   family.previous_hash, family.key_hash, family.salt, family.rotated_at
            FROM refresh_family AS family
            JOIN device ON device.id = family.device
            JOIN account ON account.id = device.account
            WHERE family.device = :device
            FOR UPDATE OF family
            """)
    Optional<RefreshFamily> lock(DeviceId device);

    /// Puts the next token in the newest one's place.
    @SqlUpdate("""
            UPDATE refresh_family
            SET previous_hash = token_hash, token_hash = :tokenHash, key_hash = :keyHash, salt = :salt,
                rotated_at = :time, expires_at = :expiresAt
            WHERE device = :device
            """)
    void rotate(
            DeviceId device,
            byte[] tokenHash,
            byte @Nullable [] keyHash,
            byte @Nullable [] salt,
            Instant time,
            Instant expiresAt);

    /// Forgets the families that are over.
    @SqlUpdate("DELETE FROM refresh_family WHERE expires_at < :time")
    void forgetBefore(Instant time);
}
