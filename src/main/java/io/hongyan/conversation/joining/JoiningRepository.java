package io.hongyan.conversation.joining;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Links and requests.
@RegisterConstructorMapper(JoinRequest.class)
interface JoiningRepository {

    @SqlUpdate("""
            INSERT INTO group_link (code_hash, conversation, created_by, expires_at)
            VALUES (:codeHash, :conversation, :by, :expiresAt)
            """)
    void store(byte[] codeHash, ConversationId conversation, UserId by, Instant expiresAt);

    /// Which group a link is to, if it is good at `time`.
    @SqlQuery("SELECT conversation FROM group_link WHERE code_hash = :codeHash AND expires_at > :time")
    Optional<Long> find(byte[] codeHash, Instant time);

    @SqlUpdate("DELETE FROM group_link WHERE conversation = :conversation")
    void forgetLinks(ConversationId conversation);

    @SqlUpdate("""
            INSERT INTO join_request (conversation, account, at)
            VALUES (:conversation, :user, :time)
            ON CONFLICT DO NOTHING
            """)
    void request(ConversationId conversation, UserId user, Instant time);

    /// Those who wait, the first first.
    @SqlQuery("""
            SELECT account AS user_id, at
            FROM join_request
            WHERE conversation = :conversation
            ORDER BY at, account
            LIMIT :limit
            """)
    List<JoinRequest> requests(ConversationId conversation, int limit);

    @SqlQuery("SELECT EXISTS (SELECT FROM join_request WHERE conversation = :conversation AND account = :user)")
    boolean isWaiting(ConversationId conversation, UserId user);

    /// How many there were: 1 or 0.
    @SqlUpdate("DELETE FROM join_request WHERE conversation = :conversation AND account = :user")
    int forgetRequest(ConversationId conversation, UserId user);
}
