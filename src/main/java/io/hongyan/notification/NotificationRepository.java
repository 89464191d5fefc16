package io.hongyan.notification;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// How devices are woken, and what couldn't be told.
///
/// Thread-safe: obtained with `jdbi.onDemand`, it takes a connection for each call.
@RegisterConstructorMapper(Notification.PushDevice.class)
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

    /// The members of a conversation above the account `after` who haven't read its entry `seq` and haven't muted it,
    /// in
    /// the order of their ids.
    @SqlQuery("""
            SELECT account
            FROM member
            WHERE conversation = :conversation AND account > :after AND account <> :sender
                AND NOT has_left AND NOT muted AND joined_seq <= :seq AND read_seq < :seq
            ORDER BY account
            LIMIT :limit
            """)
    List<UserId> mentioned(ConversationId conversation, long seq, UserId sender, long after, int limit);

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
