package io.hongyan.notification;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// How devices are woken, and what couldn't be told.
///
/// Thread-safe: obtained with `jdbi.onDemand`, it takes a connection for each call.
@RegisterConstructorMapper(Notification.PushDevice.class)
@RegisterConstructorMapper(NotificationRepository.Mention.class)
interface NotificationRepository {

    /// The devices of a user that said how they are woken, and that they haven't logged out since.
    @SqlQuery("""
            SELECT device.id AS device_id, device.kind, push.provider, push.token
            FROM device
            JOIN push_token AS push ON push.device = device.id AND push.generation = device.generation
            WHERE device.account = :user
            ORDER BY device.id
            """)
    List<Notification.PushDevice> devices(UserId user);

    /// A message that mentions all of a group, and the last such message of somebody else than its sender; 0 for none.
    record Mention(long seq, UserId sender, long othersSeq) {}

    /// A message mentions all of a group; a later one counts more.
    @SqlUpdate("""
            INSERT INTO mentioned_all AS known (conversation, seq, sender, others_seq)
            VALUES (:conversation, :seq, :sender, 0)
            ON CONFLICT (conversation) DO UPDATE
            SET seq = excluded.seq, sender = excluded.sender,
                others_seq = CASE WHEN known.sender = excluded.sender THEN known.others_seq ELSE known.seq END
            WHERE known.seq < excluded.seq
            """)
    void mention(ConversationId conversation, long seq, UserId sender);

    /// The last message that mentions all of a group, while somebody is to be told of it.
    @SqlQuery("SELECT seq, sender, others_seq FROM mentioned_all WHERE conversation = :conversation")
    Optional<Mention> findMention(ConversationId conversation);

    /// All were told of the message `seq`, unless a later one has come.
    @SqlUpdate("DELETE FROM mentioned_all WHERE conversation = :conversation AND seq = :seq")
    void forgetMention(ConversationId conversation, long seq);

    /// The members of a conversation above the account `after`, up to `to`, who haven't muted it, nor read its last
    /// message to all that isn't their own: `seq`, and for its sender `othersSeq`. In the order of their ids.
    @SqlQuery("""
            SELECT account
            FROM member
            WHERE conversation = :conversation AND account > :after AND account <= :to
                AND NOT has_left AND NOT muted
                AND greatest(joined_seq, read_seq + 1) <= CASE WHEN account = :sender THEN :othersSeq ELSE :seq END
            ORDER BY account
            LIMIT :limit
            """)
    List<UserId> mentioned(
            ConversationId conversation, long seq, UserId sender, long othersSeq, long after, long to, int limit);

    @SqlUpdate("""
            INSERT INTO undelivered_notification (id, account, attempts, reason, at)
            VALUES (:id, :user, :attempts, :reason, :time)
            ON CONFLICT (id) DO NOTHING
            """)
    void giveUp(String id, UserId user, int attempts, String reason, Instant time);

    /// Forgets those from before `time`.
    @SqlUpdate("DELETE FROM undelivered_notification WHERE at < :time")
    void forget(Instant time);
}
