package io.hongyan.conversation.draft;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// The drafts of all people, one for each conversation.
@RegisterConstructorMapper(Draft.class)
public interface DraftRepository {

    /// Of two devices that write at once, the later stays.
    @SqlUpdate("""
            INSERT INTO draft AS known (account, conversation, text, reply_to, updated_at)
            VALUES (:user, :conversation, :text, :replyTo, :time)
            ON CONFLICT (account, conversation) DO UPDATE
            SET text = excluded.text, reply_to = excluded.reply_to, updated_at = excluded.updated_at
            WHERE known.updated_at <= excluded.updated_at
            """)
    void store(UserId user, ConversationId conversation, String text, @Nullable Long replyTo, Instant time);

    /// Whether there was one.
    @SqlUpdate("DELETE FROM draft WHERE account = :user AND conversation = :conversation")
    boolean forget(UserId user, ConversationId conversation);

    /// The newest first.
    @SqlQuery("""
            SELECT conversation AS conversation_id, text, reply_to, updated_at
            FROM draft
            WHERE account = :user
            ORDER BY updated_at DESC, conversation
            LIMIT :limit
            """)
    List<Draft> newest(UserId user, int limit);
}
