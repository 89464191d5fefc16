package io.hongyan.media;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;

/// What is known of media, and which messages carry them.
///
/// Thread-safe: obtained with `jdbi.onDemand`, it takes a connection for each call.
@RegisterConstructorMapper(Media.class)
@RegisterConstructorMapper(MediaRepository.Reference.class)
public interface MediaRepository {

    /// One that isn't being thrown away.
    @SqlQuery("""
            SELECT id, owner, kind, name, length, received, duration_ms, size, type, digest, width, height,
                thumbnail_type, thumbnail_size, created_at
            FROM media
            WHERE id = :id AND NOT doomed
            """)
    Optional<Media> find(MediaId id);

    /// A message that carries a medium: its number, or a lower one while that isn't known.
    record Reference(ConversationId conversation, long seq) {}

    /// The messages that carry a medium, recalled ones aside, at most a thousand: first those in conversations that
    /// `user` was in when PostgreSQL last heard of it, the newest first.
    ///
    /// A message is found by what identifies it, in the months since it was sent.
    @SqlQuery("""
            SELECT reference.conversation, coalesce(entry.seq, reference.floor) AS seq
            FROM media_reference AS reference
            LEFT JOIN entry ON entry.conversation = reference.conversation AND entry.sender = reference.sender
                AND entry.client_id = reference.client_id AND entry.at > reference.at - interval '1 day'
            LEFT JOIN member ON member.account = :user AND member.conversation = reference.conversation
                AND NOT member.has_left
            WHERE reference.media = :id AND entry.recalled_by IS NULL
            ORDER BY member.account IS NULL, reference.at DESC
            LIMIT 1000
            """)
    List<Reference> references(MediaId id, UserId user);

    /// Notes that a message carries a medium, unless that is being thrown away: 1, or 0. Whoever throws away looks at
    /// `touched_at`, so that one of the two comes first.
    @SqlUpdate("""
            WITH found AS (UPDATE media SET touched_at = :time WHERE id = :id AND NOT doomed RETURNING id)
            INSERT INTO media_reference AS known (media, conversation, sender, client_id, floor, at)
            SELECT id, :conversation, :sender, :clientId, :floor, :time FROM found
            ON CONFLICT (media, conversation, sender, client_id) DO UPDATE SET floor = known.floor
            """)
    int refer(MediaId id, ConversationId conversation, UserId sender, String clientId, long floor, Instant time);

    /// Takes note of messages that are in the timeline by now.
    @SqlUpdate("""
            UPDATE media_reference AS reference
            SET settled = true
            FROM entry
            WHERE NOT reference.settled AND entry.conversation = reference.conversation
                AND entry.sender = reference.sender AND entry.client_id = reference.client_id
                AND entry.at > reference.at - interval '1 day'
            """)
    int settle();

    /// Forgets messages from before `time` that never came to be in the timeline.
    @SqlUpdate("DELETE FROM media_reference WHERE NOT settled AND at < :time")
    int forgetUnsettled(Instant time);

    /// Forgets messages that were recalled before `time`, in the month before it: they carry nothing any more.
    @SqlUpdate("""
            DELETE FROM media_reference AS reference
            USING entry
            WHERE entry.conversation = reference.conversation AND entry.sender = reference.sender
                AND entry.client_id = reference.client_id AND entry.at > reference.at - interval '1 day'
                AND entry.recalled_by IS NOT NULL AND entry.recalled_at < :time
                AND entry.recalled_at > CAST(:time AS timestamptz) - interval '1 month'
            """)
    int forgetRecalled(Instant time);

    /// Forgets the messages with one medium that were recalled, whenever that was.
    @SqlUpdate("""
            DELETE FROM media_reference AS reference
            USING entry
            WHERE reference.media = :id
                AND entry.conversation = reference.conversation AND entry.sender = reference.sender
                AND entry.client_id = reference.client_id AND entry.at > reference.at - interval '1 day'
                AND entry.recalled_by IS NOT NULL
            """)
    int forgetRecalled(MediaId id);

    /// Dooms what no message carries and nobody has touched since `time`, at most `limit` of them.
    @SqlUpdate("""
            UPDATE media
            SET doomed = true
            WHERE NOT doomed AND touched_at < :time
                AND NOT EXISTS (SELECT FROM media_reference WHERE media_reference.media = media.id)
                AND id IN (
                    SELECT id
                    FROM media AS old
                    WHERE NOT doomed AND touched_at < :time
                        AND NOT EXISTS (SELECT FROM media_reference WHERE media_reference.media = old.id)
                    ORDER BY touched_at
                    LIMIT :limit)
            """)
    int doom(Instant time, int limit);

    /// Dooms one that its owner takes back, unless it is gone, or a message carries it that wasn't recalled; tells
    /// whether it did.
    ///
    /// The row is held first, in a statement of its own: one that waited for a message to be noted wouldn't see it.
    @Transaction
    default boolean doom(MediaId id, Instant time) {
        if (hold(id).isEmpty()) {
            return false;
        }
        forgetRecalled(id);
        return doomUncarried(id, time) > 0;
    }

    /// Keeps others from changing one, to the end of the transaction.
    @SqlQuery("SELECT id FROM media WHERE id = :id FOR UPDATE")
    Optional<MediaId> hold(MediaId id);

    /// Dooms one that nobody else can change now, unless a message carries it: 1, or 0.
    @SqlUpdate("""
            UPDATE media
            SET doomed = true, touched_at = :time
            WHERE id = :id AND NOT EXISTS (SELECT FROM media_reference WHERE media_reference.media = media.id)
            """)
    int doomUncarried(MediaId id, Instant time);

    /// Those that are to be thrown away.
    @SqlQuery("SELECT id FROM media WHERE doomed LIMIT :limit")
    List<MediaId> doomed(int limit);

    /// Forgets one whose bytes are gone.
    @SqlUpdate("DELETE FROM media WHERE id = :id AND doomed")
    void forget(MediaId id);
}
