package io.hongyan.account;

import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The invitations that are out, by the hash of their code.
interface InviteRepository {

    @SqlUpdate("""
            INSERT INTO invite (code_hash, created_by, uses_left, created_at, expires_at)
            VALUES (:hash, :by, :uses, :time, :expiresAt)
            """)
    void store(byte[] hash, UserId by, int uses, Instant time, Instant expiresAt);

    /// Uses an invitation once; says whether it was good.
    @SqlUpdate("""
            UPDATE invite SET uses_left = uses_left - 1
            WHERE code_hash = :hash AND uses_left > 0 AND expires_at > :time
            """)
    boolean use(byte[] hash, Instant time);

    @SqlUpdate("DELETE FROM invite WHERE expires_at < :time")
    void forgetBefore(Instant time);
}
