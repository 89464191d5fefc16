package io.hongyan.conversation;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// The members of conversations, as the projector stored them of their mailboxes: some milliseconds behind the log, and
/// not at the same time as the entries by which they joined and left.
@RegisterConstructorMapper(ListedMember.class)
@RegisterConstructorMapper(MemberRepository.StoredMember.class)
interface MemberRepository {

    /// Somebody who is or was a member.
    record StoredMember(
            ConversationId conversation, UserId account, Role role, long joinedSeq, boolean hasLeft, long readSeq) {}

    /// At most `limit` members whose account is above `after`, in order.
    @SqlQuery("""
            SELECT account AS user_id, member.role, member.joined_seq,
                CASE WHEN nickname_seq > joined_seq THEN nullif(nickname, '') END AS nickname,
                CASE WHEN muted_seq > joined_seq AND muted_until > now() AND member.role <> 'OWNER' THEN muted_until END
                    AS muted_until
            FROM member
            LEFT JOIN group_member USING (conversation, account)
            WHERE conversation = :conversation AND account > :after AND NOT has_left
            ORDER BY account
            LIMIT :limit
            """)
    List<ListedMember> following(ConversationId conversation, long after, int limit);

    /// Those of these people who are or were members of the conversation at the same place of the other list, which is
    /// as long.
    @SqlQuery("""
            SELECT conversation, account, role, joined_seq, has_left, read_seq
            FROM unnest(:conversations, :accounts) AS wanted (conversation, account)
            JOIN member USING (conversation, account)
            """)
    List<StoredMember> find(List<ConversationId> conversations, List<UserId> accounts);
}
