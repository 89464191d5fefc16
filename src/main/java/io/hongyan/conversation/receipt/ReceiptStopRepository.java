package io.hongyan.conversation.receipt;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// Where the receipts of direct conversations end because of a block.
@RegisterConstructorMapper(ReceiptStopRepository.Reached.class)
interface ReceiptStopRepository {

    /// The direct conversation of two people.
    String THEIRS = """
            (
                SELECT conversation
                FROM direct_conversation
                WHERE lower_account = least(:blocker::bigint, :other::bigint)
                    AND higher_account = greatest(:blocker::bigint, :other::bigint))
            """;

    /// How far somebody has read.
    record Reached(ConversationId conversation, UserId account, long readSeq) {}

    /// The two of a direct conversation whose receipts `blocker` doesn't stop yet; nobody where they have none.
    @SqlQuery("""
            SELECT member.conversation, member.account, member.read_seq
            FROM direct_conversation AS direct JOIN member ON member.conversation = direct.conversation
            WHERE direct.lower_account = least(:blocker::bigint, :other::bigint)
                AND direct.higher_account = greatest(:blocker::bigint, :other::bigint)
                AND NOT EXISTS (
                    SELECT 1
                    FROM receipt_stop AS stop
                    WHERE stop.conversation = member.conversation AND stop.blocker = :blocker
                        AND stop.account = member.account)
            """)
    List<Reached> reached(UserId blocker, UserId other);

    /// What a block has stopped stays where it is when that is made again.
    @SqlUpdate("""
            INSERT INTO receipt_stop (conversation, blocker, account, read_seq, delivered_seq, change)
            VALUES (:conversation, :blocker, :account, :readSeq, :deliveredSeq, :change)
            ON CONFLICT DO NOTHING
            """)
    void store(
            ConversationId conversation,
            UserId blocker,
            UserId account,
            long readSeq,
            long deliveredSeq,
            @Nullable Long change);

    /// They aren't any change's own any more.
    @SqlUpdate("""
            UPDATE receipt_stop
            SET change = NULL
            WHERE blocker = :blocker AND change IS NOT NULL AND conversation =
            """ + THEIRS)
    void keep(UserId blocker, UserId other);

    /// Those of one change.
    @SqlUpdate("""
            DELETE FROM receipt_stop
            WHERE blocker = :blocker AND change = :change AND conversation =
            """ + THEIRS)
    void delete(UserId blocker, UserId other, long change);

    @SqlUpdate("""
            DELETE FROM receipt_stop
            WHERE blocker = :blocker AND conversation =
            """ + THEIRS)
    void delete(UserId blocker, UserId other);

    /// Those who aren't shown to `viewer` to have the entry `seq` on a device.
    @SqlQuery("""
            SELECT DISTINCT account
            FROM receipt_stop
            WHERE conversation = :conversation AND account <> :viewer AND delivered_seq < :seq
            """)
    List<UserId> hidden(ConversationId conversation, UserId viewer, long seq);
}
