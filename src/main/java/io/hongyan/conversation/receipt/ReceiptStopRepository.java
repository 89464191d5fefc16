package io.hongyan.conversation.receipt;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Where the receipts of direct conversations end because of a block.
@RegisterConstructorMapper(ReceiptStopRepository.Reached.class)
interface ReceiptStopRepository {

    /// How far somebody has read.
    record Reached(ConversationId conversation, UserId account, long readSeq) {}

    /// The two of a direct conversation; nobody where they have none.
    @SqlQuery("""
            SELECT member.conversation, member.account, member.read_seq
            FROM direct_conversation AS direct JOIN member ON member.conversation = direct.conversation
            WHERE direct.lower_account = least(:one::bigint, :other::bigint)
                AND direct.higher_account = greatest(:one::bigint, :other::bigint)
            """)
    List<Reached> reached(UserId one, UserId other);

    /// Of what was stored by a block that didn't come about, nothing stays.
    @SqlUpdate("""
            INSERT INTO receipt_stop (conversation, blocker, account, read_seq, delivered_seq)
            VALUES (:conversation, :blocker, :account, :readSeq, :deliveredSeq)
            ON CONFLICT (conversation, blocker, account)
                DO UPDATE SET read_seq = excluded.read_seq, delivered_seq = excluded.delivered_seq
            """)
    void store(ConversationId conversation, UserId blocker, UserId account, long readSeq, long deliveredSeq);

    @SqlUpdate("""
            DELETE FROM receipt_stop
            WHERE blocker = :blocker AND conversation = (
                SELECT conversation
                FROM direct_conversation
                WHERE lower_account = least(:blocker::bigint, :other::bigint)
                    AND higher_account = greatest(:blocker::bigint, :other::bigint))
            """)
    void delete(UserId blocker, UserId other);

    /// Those who aren't shown to `viewer` to have the entry `seq` on a device.
    @SqlQuery("""
            SELECT DISTINCT account
            FROM receipt_stop
            WHERE conversation = :conversation AND account <> :viewer AND delivered_seq < :seq
            """)
    List<UserId> hidden(ConversationId conversation, UserId viewer, long seq);
}
