package io.hongyan.infra;

import java.time.Instant;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The claimed idempotency keys, each with what it was first used for.
@RegisterConstructorMapper(IdempotencyRepository.Claim.class)
interface IdempotencyRepository {

    /// Claims a key unless it is claimed already, and gives what it stands for either way.
    @SqlQuery("""
            INSERT INTO idempotency AS claim (scope, key_hash, request_hash, result, expires_at)
            VALUES (:scope, :keyHash, :requestHash, :result, :expiresAt)
            ON CONFLICT (scope, key_hash) DO UPDATE SET scope = claim.scope
            RETURNING request_hash, result
            """)
    Claim claim(String scope, byte[] keyHash, byte[] requestHash, long result, Instant expiresAt);

    @SqlUpdate("DELETE FROM idempotency WHERE expires_at < :time")
    void forgetBefore(Instant time);

    /// What a key was first used for.
    @SuppressWarnings("ArrayRecordComponent") // It is only compared by content, by its owner.
    record Claim(byte[] requestHash, long result) {}
}
