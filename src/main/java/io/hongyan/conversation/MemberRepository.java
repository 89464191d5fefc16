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
            SELECT account AS user_id, member.role, member.joined_seq,
                CASE WHEN nickname_seq > joined_seq THEN nullif(nickname, '') END AS nickname,
                CASE WHEN muted_seq > joined_seq AND muted_until > now() THEN muted_until END AS muted_until
            FROM member
            LEFT JOIN group_member USING (conversation, account)
            WHERE conversation = :conversation AND account > :after AND NOT has_left
            ORDER BY account
            LIMIT :limit
            """)
    List<ListedMember> following(ConversationId conversation, long after, int limit);
}
