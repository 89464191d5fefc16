package io.hongyan.message.history;

import io.hongyan.message.Entry;
import io.hongyan.message.operation.Revision;
import io.hongyan.streams.conversation.Recalled;
import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/// The timelines as far as the projector has written them to PostgreSQL.
///
/// Thread-safe: obtained with `jdbi.onDemand`, it takes a connection for each call.
@RegisterRowMapper(EntryMapper.class)
@RegisterConstructorMapper(StoredTimelines.Months.class)
interface StoredTimelines {

    /// What is stored of the entries from `from` to `to`, ascending.
    default List<Entry> range(ConversationId conversation, long from, long to) {
        Months months = months(conversation, from, to);
        return months.starts() == null || months.ends() == null
                ? List.of()
                : range(conversation, from, to, months.starts(), months.ends());
    }

    /// The months that the entries from `from` to `to` are in: entries are ordered by time as they are by seq.
    @SqlQuery("""
            SELECT coalesce(max(starts) FILTER (WHERE first_seq <= :from), min(starts)) AS starts, max(ends) AS ends
            FROM entry_month
            WHERE conversation = :conversation AND first_seq <= :to
            """)
    Months months(ConversationId conversation, long from, long to);

    /// The same as [#range(ConversationId, long, long)], looking at the partitions of these months only.
    @SqlQuery("""
            SELECT conversation, seq, ordinal, at, type, sender, message_id, client_id, kind, body, reply_to, mentions,
                target, recalled_by, edited_by, edited_at, edited_body
            FROM entry
            WHERE conversation = :conversation AND seq BETWEEN :from AND :to AND at >= :starts AND at < :ends
            ORDER BY seq
            """)
    List<Entry> range(ConversationId conversation, long from, long to, OffsetDateTime starts, OffsetDateTime ends);

    /// The entries that PostgreSQL refused as rows, as the log had them, ascending.
    @SqlQuery("""
            SELECT value
            FROM dead_letter
            WHERE conversation = :conversation AND seq BETWEEN :from AND :to
            ORDER BY seq
            """)
    List<byte[]> refused(ConversationId conversation, long from, long to);

    /// The seq of the conversation's last stored entry.
    @SqlQuery("""
            SELECT seq
            FROM (SELECT seq FROM head WHERE conversation = :conversation
                  UNION ALL
                  SELECT seq FROM dead_letter WHERE conversation = :conversation) AS stored
            ORDER BY seq DESC
            LIMIT 1
            """)
    Optional<Long> head(ConversationId conversation);

    /// The entries at these places, in no order; both lists are of the same length.
    ///
    /// `OFFSET 0` keeps the planner from looking an entry up before its month is known, in every partition.
    @SqlQuery("""
            SELECT found.*
            FROM unnest(:conversations, :seqs) AS wanted (conversation, seq)
            CROSS JOIN LATERAL (
                SELECT starts, ends
                FROM entry_month
                WHERE conversation = wanted.conversation AND first_seq <= wanted.seq
                ORDER BY starts DESC
                LIMIT 1) AS month
            CROSS JOIN LATERAL (
                SELECT conversation, seq, ordinal, at, type, sender, message_id, client_id, kind, body, reply_to,
                       mentions, target, recalled_by, edited_by, edited_at, edited_body
                FROM entry
                WHERE conversation = wanted.conversation AND seq = wanted.seq
                    AND at >= month.starts AND at < month.ends
                OFFSET 0) AS found
            """)
    List<Entry> at(List<ConversationId> conversations, List<Long> seqs);

    /// The messages that `sender` sent under `clientId`, in no order. One, unless the id isn't as unique as it should
    /// be.
    @SqlQuery("""
            SELECT conversation, seq, ordinal, at, type, sender, message_id, client_id, kind, body, reply_to, mentions,
                target, recalled_by, edited_by, edited_at, edited_body
            FROM entry
            WHERE conversation = :conversation AND sender = :sender AND client_id = :clientId
            """)
    List<Entry> sent(ConversationId conversation, UserId sender, String clientId);

    /// By what a stored message was recalled; empty where it wasn't, as far as is stored.
    @SqlQuery("""
            SELECT recalled_by AS seq, (extract(epoch FROM recalled_at) * 1000)::bigint AS at
            FROM entry
            WHERE conversation = :conversation AND seq = :seq AND recalled_by IS NOT NULL
            """)
    @RegisterConstructorMapper(Recalled.class)
    Optional<Recalled> recalled(ConversationId conversation, long seq);

    /// The newest edits of a message that wasn't recalled, the newest first.
    @SqlQuery("""
            SELECT seq, (extract(epoch FROM at) * 1000)::bigint AS at, body
            FROM entry
            WHERE conversation = :conversation AND target = :message AND type = 'edit' AND recalled_by IS NULL
            ORDER BY seq DESC
            LIMIT :limit
            """)
    @RegisterConstructorMapper(Revision.class)
    List<Revision> edits(ConversationId conversation, long message, int limit);

    /// What `user` did last with `emoji` on a message, as far as is stored.
    @SqlQuery("""
            SELECT seq, (extract(epoch FROM at) * 1000)::bigint AS at, is_on AS on
            FROM reaction
            WHERE conversation = :conversation AND target = :message AND emoji = :emoji AND account = :user
            """)
    @RegisterConstructorMapper(Reacted.class)
    Optional<Reacted> reaction(ConversationId conversation, long message, String emoji, UserId user);

    /// The reactions to the messages from `from` to `to`, as they are with those of the log that may not be stored yet;
    /// of each, the newer counts.
    default List<StoredReactions> reactions(
            ConversationId conversation, long from, long to, List<RecentReaction> recent) {
        return reactions(
                conversation,
                from,
                to,
                recent.stream().map(RecentReaction::target).toList(),
                recent.stream().map(RecentReaction::emoji).toList(),
                recent.stream().map(RecentReaction::user).toList(),
                recent.stream().map(RecentReaction::seq).toList(),
                recent.stream().map(RecentReaction::on).toList());
    }

    /// The same, with each part of the recent ones in a list of its own.
    @SqlQuery("""
            WITH recent AS (
                SELECT target, emoji, account, seq, is_on
                FROM unnest(:targets, :emojis, :users, :seqs, :ons) AS row (target, emoji, account, seq, is_on)),
            present AS (
                SELECT target, emoji, account, seq
                FROM reaction AS stored
                WHERE conversation = :conversation AND target BETWEEN :from AND :to AND is_on
                    AND NOT EXISTS (
                        SELECT FROM recent
                        WHERE recent.target = stored.target AND recent.emoji = stored.emoji
                            AND recent.account = stored.account AND recent.seq > stored.seq)
                UNION ALL
                SELECT target, emoji, account, seq
                FROM recent
                WHERE is_on
                    AND NOT EXISTS (
                        SELECT FROM reaction AS stored
                        WHERE stored.conversation = :conversation AND stored.target = recent.target
                            AND stored.emoji = recent.emoji AND stored.account = recent.account
                            AND stored.seq >= recent.seq))
            SELECT target, emoji, count(*) AS count, array_agg(account ORDER BY seq) FILTER (WHERE place <= 20) AS users
            FROM (SELECT target, emoji, account, seq,
                    row_number() OVER (PARTITION BY target, emoji ORDER BY seq) AS place
                  FROM present) AS placed
            GROUP BY target, emoji
            ORDER BY target, min(seq)
            """)
    @RegisterRowMapper(StoredReactions.Mapper.class)
    List<StoredReactions> reactions(
            ConversationId conversation,
            long from,
            long to,
            List<Long> targets,
            List<String> emojis,
            List<UserId> users,
            List<Long> seqs,
            List<Boolean> ons);

    /// From the start of one month to the end of the same or a later one; nulls where nothing is stored.
    record Months(@Nullable OffsetDateTime starts, @Nullable OffsetDateTime ends) {}
}
