package io.hongyan.conversation;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The ids of direct conversations, each given once and for life.
interface DirectConversationRepository {

    @SqlQuery("""
            SELECT conversation
            FROM direct_conversation
            WHERE lower_account = :lower AND higher_account = :higher
            """)
    Optional<ConversationId> find(UserId lower, UserId higher);

    /// Gives two people an id unless they have one: of two who start at once, one is first.
    @SqlUpdate("""
            INSERT INTO direct_conversation (lower_account, higher_account, conversation)
            VALUES (:lower, :higher, :conversation)
            ON CONFLICT (lower_account, higher_account) DO NOTHING
            """)
    void store(UserId lower, UserId higher, ConversationId conversation);
}
