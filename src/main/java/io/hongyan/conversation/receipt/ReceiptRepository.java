package io.hongyan.conversation.receipt;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// How far the members of conversations have read, as the projector stored it: some milliseconds behind the log.
///
/// Both queries look at the members of one conversation only, by the index on it. An index on how far they have read
/// would let the counts look at fewer, and have every mark of reading write every index of the table.
@RegisterConstructorMapper(ReceiptRepository.Counted.class)
@RegisterConstructorMapper(ReceiptRepository.Reader.class)
interface ReceiptRepository {

    /// How many have read a message, how many haven't, and how many have it on a device.
    record Counted(int read, int unread, int delivered) {}

    /// A member, and whether they have read it.
    record Reader(UserId userId, boolean hasRead) {}

    /// Those who were members when the message was sent and still are, its sender aside. `reached` are those who
    /// are known to have it on a device; who has read it has. What others read after a block isn't shown to
    /// `viewer`.
    @SqlQuery("""
            SELECT count(*) FILTER (WHERE shown_seq >= :seq) AS read,
                count(*) FILTER (WHERE shown_seq < :seq) AS unread,
                count(*) FILTER (WHERE shown_seq >= :seq OR account = ANY(:reached)) AS delivered
            FROM (
                SELECT account, least(member.read_seq, stop.read_seq) AS shown_seq
                FROM member LEFT JOIN (
                    SELECT account, min(read_seq) AS read_seq
                    FROM receipt_stop
                    WHERE conversation = :conversation AND account <> :viewer
                    GROUP BY account
                ) AS stop USING (account)
                WHERE conversation = :conversation AND account <> :sender AND joined_seq <= :seq AND NOT has_left
            ) AS others
            """)
    Counted count(ConversationId conversation, long seq, UserId sender, UserId viewer, List<UserId> reached);

    /// At most `limit` of the same whose account is above `after`, in order.
    @SqlQuery("""
            SELECT account AS user_id, least(member.read_seq, stop.read_seq) >= :seq AS has_read
            FROM member LEFT JOIN (
                SELECT account, min(read_seq) AS read_seq
                FROM receipt_stop
                WHERE conversation = :conversation AND account <> :viewer
                GROUP BY account
            ) AS stop USING (account)
            WHERE conversation = :conversation AND account > :after AND account <> :sender AND joined_seq <= :seq
                AND NOT has_left
            ORDER BY account
            LIMIT :limit
            """)
    List<Reader> following(ConversationId conversation, long seq, UserId sender, UserId viewer, long after, int limit);
}
