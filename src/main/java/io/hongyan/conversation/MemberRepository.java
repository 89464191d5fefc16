package io.hongyan.conversation;

import io.hongyan.streams.id.ConversationId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// The members of conversations, as the projector stored them: some milliseconds behind the log.
@RegisterConstructorMapper(ListedMember.class)
interface MemberRepository {

    /// At most `limit` members whose account is above `after`, in order.
    @SqlQuery("""
            SELECT account AS user_id, role, joined_seq
            FROM member
            WHERE conversation = :conversation AND account > :after AND NOT has_left
            ORDER BY account
            LIMIT :limit
            """)
    List<ListedMember> following(ConversationId conversation, long after, int limit);
}
