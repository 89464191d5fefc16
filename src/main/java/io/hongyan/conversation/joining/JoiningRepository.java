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

    /// Of the requests into a conversation those that wait: not of whoever may not log in any more, nor of who has come
    /// in since they asked, also where that was stored before the request was.
    String WAITING = """
            FROM join_request AS request
            JOIN account ON account.id = request.account AND account.disabled_at IS NULL
            WHERE request.conversation = :conversation AND NOT EXISTS (
                SELECT
                FROM member
                WHERE member.conversation = request.conversation AND member.account = request.account
                    AND NOT member.has_left AND member.joined_seq > request.after_seq)
            """;

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

    /// Throws away links that were over at `time`, at most `limit` of them, and tells how many.
    @SqlUpdate("""
            DELETE FROM group_link
            WHERE code_hash IN (
                SELECT code_hash FROM group_link WHERE expires_at <= :time ORDER BY expires_at LIMIT :limit)
            """)
    int forgetExpired(Instant time, int limit);

    /// Somebody asks to be let in. Whatever brings them in by an entry above `afterSeq` ends that, as it is projected.
    @SqlUpdate("""
            INSERT INTO join_request AS known (conversation, account, at, after_seq)
            VALUES (:conversation, :user, :time, :afterSeq)
            ON CONFLICT (conversation, account) DO UPDATE
            SET after_seq = greatest(known.after_seq, excluded.after_seq)
            """)
    void request(ConversationId conversation, UserId user, Instant time, long afterSeq);

    /// Those who wait, the first first.
    @SqlQuery("""
            SELECT request.account AS user_id, request.at
            """ + WAITING + """
            ORDER BY request.at, request.account
            LIMIT :limit
            """)
    List<JoinRequest> requests(ConversationId conversation, int limit);

    @SqlQuery("""
            SELECT EXISTS (
            SELECT
            """ + WAITING + """
            AND request.account = :user)
            """)
    boolean isWaiting(ConversationId conversation, UserId user);

    /// How many there were: 1 or 0.
    @SqlUpdate("DELETE FROM join_request WHERE conversation = :conversation AND account = :user")
    int forgetRequest(ConversationId conversation, UserId user);
}
