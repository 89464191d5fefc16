package io.hongyan.projection;

import io.hongyan.message.Entry;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The statements that write rows; each changes nothing when it is repeated. Times go in as milliseconds since 1970.
final class Tables {

    private static final Insert<Entry> ENTRY = Insert.<Entry>of("""
                    INSERT INTO entry (conversation, seq, at, ordinal, type, sender, message_id, client_id, kind, body,
                        reply_to, mentions, target)
                    SELECT conversation, seq, timestamptz 'epoch' + at * interval '1 millisecond', ordinal, type,
                        sender, message_id, client_id, kind, body, reply_to, mentions, target
                    FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS row (conversation, seq, at, ordinal, type,
                        sender, message_id, client_id, kind, body, reply_to, mentions, target)
                    ON CONFLICT DO NOTHING
                    """)
            .bigint(entry -> entry.conversation().value())
            .bigint(Entry::seq)
            .bigint(Entry::at)
            .bigint(Entry::ordinal)
            .text(entry -> entry.type().wireName())
            .bigint(entry -> entry.sender().value())
            .bigint(entry ->
                    entry.messageId() == null ? null : entry.messageId().value())
            .text(Entry::clientId)
            .text(Entry::kind)
            .text(Entry::body)
            .bigint(Entry::replyTo)
            .text(Entry::mentionsJson)
            .bigint(Entry::target);

    /// The message of a recall is in the log before it, so its row is there.
    private static final Insert<Event.MessageRecalled> RECALL = Insert.<Event.MessageRecalled>of("""
                    UPDATE entry
                    SET recalled_by = row.seq, recalled_at = timestamptz 'epoch' + row.at * interval '1 millisecond'
                    FROM unnest(?, ?, ?, ?, ?) AS row (conversation, target, target_at, seq, at)
                    WHERE entry.conversation = row.conversation AND entry.seq = row.target
                        AND entry.at = timestamptz 'epoch' + row.target_at * interval '1 millisecond'
                        AND entry.recalled_by IS NULL
                    """)
            .bigint(recall -> recall.conversation().value())
            .bigint(recall -> recall.target().seq())
            .bigint(recall -> recall.target().at())
            .bigint(Event.MessageRecalled::seq)
            .bigint(Event.MessageRecalled::at);

    /// What edits of a recalled message say isn't shown either.
    private static final Insert<Event.MessageRecalled> RECALLED_EDITS = Insert.<Event.MessageRecalled>of("""
                    UPDATE entry
                    SET recalled_by = row.seq, recalled_at = timestamptz 'epoch' + row.at * interval '1 millisecond'
                    FROM unnest(?, ?, ?, ?, ?) AS row (conversation, target, target_at, seq, at)
                    WHERE entry.conversation = row.conversation AND entry.target = row.target AND entry.type = 'edit'
                        AND entry.at >= timestamptz 'epoch' + row.target_at * interval '1 millisecond'
                        AND entry.recalled_by IS NULL
                    """)
            .bigint(recall -> recall.conversation().value())
            .bigint(recall -> recall.target().seq())
            .bigint(recall -> recall.target().at())
            .bigint(Event.MessageRecalled::seq)
            .bigint(Event.MessageRecalled::at);

    private static final Insert<Event.MessageEdited> EDIT = Insert.<Event.MessageEdited>of("""
                    UPDATE entry
                    SET edited_by = row.seq, edited_at = timestamptz 'epoch' + row.at * interval '1 millisecond',
                        edited_body = row.body
                    FROM unnest(?, ?, ?, ?, ?, ?) AS row (conversation, target, target_at, seq, at, body)
                    WHERE entry.conversation = row.conversation AND entry.seq = row.target
                        AND entry.at = timestamptz 'epoch' + row.target_at * interval '1 millisecond'
                        AND (entry.edited_by IS NULL OR entry.edited_by < row.seq)
                    """)
            .bigint(edit -> edit.conversation().value())
            .bigint(edit -> edit.target().seq())
            .bigint(edit -> edit.target().at())
            .bigint(Event.MessageEdited::seq)
            .bigint(Event.MessageEdited::at)
            .text(Event.MessageEdited::body);

    private static final Insert<Event.MessageReacted> REACTION = Insert.<Event.MessageReacted>of("""
                    INSERT INTO reaction AS known (conversation, target, emoji, account, seq, at, is_on)
                    SELECT conversation, target, emoji, account, seq,
                        timestamptz 'epoch' + at * interval '1 millisecond', is_on
                    FROM unnest(?, ?, ?, ?, ?, ?, ?) AS row (conversation, target, emoji, account, seq, at, is_on)
                    ON CONFLICT (conversation, target, emoji, account) DO UPDATE
                    SET seq = excluded.seq, at = excluded.at, is_on = excluded.is_on
                    WHERE known.seq < excluded.seq
                    """)
            .bigint(reaction -> reaction.conversation().value())
            .bigint(reaction -> reaction.target().seq())
            .text(Event.MessageReacted::emoji)
            .bigint(reaction -> reaction.actor().value())
            .bigint(Event.MessageReacted::seq)
            .bigint(Event.MessageReacted::at)
            .bool(Event.MessageReacted::on);

    private static final Insert<MonthStart> ENTRY_MONTH = Insert.<MonthStart>of("""
                    INSERT INTO entry_month AS known (conversation, starts, ends, first_seq)
                    SELECT conversation, timestamptz 'epoch' + starts * interval '1 millisecond',
                        timestamptz 'epoch' + ends * interval '1 millisecond', first_seq
                    FROM unnest(?, ?, ?, ?) AS row (conversation, starts, ends, first_seq)
                    ON CONFLICT (conversation, starts) DO UPDATE
                    SET first_seq = excluded.first_seq
                    WHERE known.first_seq > excluded.first_seq
                    """)
            .bigint(start -> start.conversation().value())
            .bigint(start -> Months.start(start.month()).toEpochMilli())
            .bigint(start -> Months.end(start.month()).toEpochMilli())
            .bigint(MonthStart::firstSeq);

    private static Insert<Head> head(String older) {
        return Insert.<Head>of("""
                    INSERT INTO head AS known (conversation, seq, ordinal, at, message_seq, message_at)
                    SELECT conversation, seq, ordinal, timestamptz 'epoch' + at * interval '1 millisecond', message_seq,
                        timestamptz 'epoch' + message_at * interval '1 millisecond'
                    FROM unnest(?, ?, ?, ?, ?, ?) AS row (conversation, seq, ordinal, at, message_seq, message_at)
                    ON CONFLICT (conversation) DO UPDATE
                    SET seq = excluded.seq, ordinal = excluded.ordinal, at = excluded.at,
                        message_seq = greatest(known.message_seq, excluded.message_seq),
                        message_at = coalesce(excluded.message_at, known.message_at)
                    WHERE known.seq %s excluded.seq
                    """.formatted(older))
                .bigint(head -> head.conversation().value())
                .bigint(Head::seq)
                .bigint(Head::ordinal)
                .bigint(Head::at)
                .bigint(Head::messageSeq)
                .bigint(Head::messageAt);
    }

    private static Insert<Summary> conversation(String older) {
        return Insert.<Summary>of("""
                    INSERT INTO conversation AS known (id, seq, kind, title, owner, first_peer, second_peer,
                        member_count, history, dissolved, notice, adding, silenced, max_members, joining, pinned)
                    SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE
                    SET seq = excluded.seq, kind = excluded.kind, title = excluded.title, owner = excluded.owner,
                        first_peer = excluded.first_peer, second_peer = excluded.second_peer,
                        member_count = excluded.member_count, history = excluded.history,
                        dissolved = excluded.dissolved, notice = excluded.notice, adding = excluded.adding,
                        silenced = excluded.silenced, max_members = excluded.max_members, joining = excluded.joining,
                        pinned = excluded.pinned
                    WHERE known.seq %s excluded.seq
                    """.formatted(older))
                .bigint(summary -> summary.conversation().value())
                .bigint(Summary::seq)
                .text(summary -> summary.kind().name())
                .text(Summary::title)
                .bigint(summary ->
                        summary.owner() == null ? null : summary.owner().value())
                .bigint(summary -> peer(summary, 0))
                .bigint(summary -> peer(summary, 1))
                .integer(Summary::memberCount)
                .text(summary -> summary.history().name())
                .bool(Summary::dissolved)
                .text(summary -> summary.rules().notice())
                .text(summary -> summary.rules().adding().name())
                .bool(summary -> summary.rules().silenced())
                .integer(summary -> summary.rules().maxMembers())
                .text(summary -> summary.rules().joining().name())
                .text(summary -> summary.pinned().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static final Insert<Event.MemberRenamed> NICKNAME = Insert.<Event.MemberRenamed>of("""
                    INSERT INTO group_member AS known (conversation, account, nickname, nickname_seq)
                    SELECT * FROM unnest(?, ?, ?, ?)
                    ON CONFLICT (conversation, account) DO UPDATE
                    SET nickname = excluded.nickname, nickname_seq = excluded.nickname_seq
                    WHERE known.nickname_seq < excluded.nickname_seq
                    """)
            .bigint(renamed -> renamed.conversation().value())
            .bigint(renamed -> renamed.user().value())
            .text(Event.MemberRenamed::nickname)
            .bigint(Event.MemberRenamed::seq);

    private static final Insert<Event.MemberMuted> MUTED = Insert.<Event.MemberMuted>of("""
                    INSERT INTO group_member AS known (conversation, account, muted_until, muted_seq)
                    SELECT conversation, account, timestamptz 'epoch' + until * interval '1 millisecond', seq
                    FROM unnest(?, ?, ?, ?) AS row (conversation, account, until, seq)
                    ON CONFLICT (conversation, account) DO UPDATE
                    SET muted_until = excluded.muted_until, muted_seq = excluded.muted_seq
                    WHERE known.muted_seq < excluded.muted_seq
                    """)
            .bigint(muted -> muted.conversation().value())
            .bigint(muted -> muted.user().value())
            .bigint(Event.MemberMuted::until)
            .bigint(Event.MemberMuted::seq);

    /// Who is in doesn't wait to be let in. What they asked for later, after they had left, stays.
    private static final Insert<Rows.Joiner> ANSWERED_REQUEST = Insert.<Rows.Joiner>of("""
                    DELETE FROM join_request AS request
                    USING unnest(?, ?, ?) AS row (conversation, account, seq)
                    WHERE request.conversation = row.conversation AND request.account = row.account
                        AND request.after_seq < row.seq
                    """)
            .bigint(joiner -> joiner.conversation().value())
            .bigint(joiner -> joiner.user().value())
            .bigint(Rows.Joiner::seq);

    /// Nobody comes into a group that is no more.
    private static final Insert<ConversationId> POINTLESS_REQUESTS = Insert.<ConversationId>of(
                    "DELETE FROM join_request WHERE conversation = ANY (?)")
            .bigint(ConversationId::value);

    private static final Insert<ConversationId> POINTLESS_LINKS = Insert.<ConversationId>of(
                    "DELETE FROM group_link WHERE conversation = ANY (?)")
            .bigint(ConversationId::value);

    private static Insert<Membership> member(String older) {
        return Insert.<Membership>of("""
                    INSERT INTO member AS known (account, conversation, position, role, joined_seq, has_left, read_seq,
                        read_ordinal, muted, pinned, hidden, marked_unread)
                    SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (account, conversation) DO UPDATE
                    SET position = excluded.position, role = excluded.role, joined_seq = excluded.joined_seq,
                        has_left = excluded.has_left, read_seq = excluded.read_seq,
                        read_ordinal = excluded.read_ordinal, muted = excluded.muted, pinned = excluded.pinned,
                        hidden = excluded.hidden, marked_unread = excluded.marked_unread
                    WHERE known.position %s excluded.position
                    """.formatted(older))
                .bigint(member -> member.user().value())
                .bigint(member -> member.conversation().value())
                .bigint(Membership::position)
                .text(member -> member.session().role().name())
                .bigint(member -> member.session().joinedSeq())
                .bool(member -> member.session().left())
                .bigint(member -> member.session().readSeq())
                .bigint(member -> member.session().readOrdinal())
                .bool(member -> member.session().muted())
                .bool(member -> member.session().pinned())
                .bool(member -> member.session().hidden())
                .bool(member -> member.session().markedUnread());
    }

    private static final Insert<Item> DEAD_LETTER = Insert.<Item>of("""
                    INSERT INTO dead_letter (topic, partition, record_offset, key, value, conversation, seq, reason, at)
                    SELECT *, now() FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """)
            .text(item -> item.record().topic())
            .integer(item -> item.record().partition())
            .bigint(item -> item.record().offset())
            .bytea(item -> item.record().key())
            .bytea(item -> item.record().value())
            .bigint(item ->
                    item.event() == null ? null : item.event().conversation().value())
            .bigint(item -> item.event() == null ? null : item.event().seq())
            .text(Item::refusal);

    /// The offsets are locked and compared before, so that they can simply be set.
    private static final Insert<Moved> PROJECTION = Insert.<Moved>of("""
                    UPDATE projection
                    SET next_offset = row.next_offset, command_offset = greatest(command_offset, row.command)
                    FROM unnest(?, ?, ?, ?) AS row (topic, partition, next_offset, command)
                    WHERE projection.topic = row.topic AND projection.partition = row.partition
                    """)
            .text(moved -> moved.partition().topic())
            .integer(moved -> moved.partition().partition())
            .bigint(Moved::next)
            .bigint(Moved::command);

    private static final Insert<Head> HEAD = head("<");
    private static final Insert<Summary> CONVERSATION = conversation("<");
    private static final Insert<Membership> MEMBER = member("<");

    private Tables() {}

    /// Writes all rows, and tells how many were new or changed.
    static int write(Connection connection, Rows rows) throws SQLException {
        return write(connection, rows, HEAD, CONVERSATION, MEMBER);
    }

    /// Writes all rows, also over those that are as old: they may not be what they were.
    static int rewrite(Connection connection, Rows rows) throws SQLException {
        return write(connection, rows, head("<="), conversation("<="), member("<="));
    }

    private static int write(
            Connection connection,
            Rows rows,
            Insert<Head> heads,
            Insert<Summary> conversations,
            Insert<Membership> members)
            throws SQLException {
        return ENTRY.execute(connection, rows.entries())
                + RECALL.execute(connection, rows.recalls())
                + RECALLED_EDITS.execute(connection, rows.recalls())
                + EDIT.execute(connection, rows.edits())
                + REACTION.execute(connection, rows.reactions())
                + NICKNAME.execute(connection, rows.nicknames())
                + MUTED.execute(connection, rows.muted())
                + ANSWERED_REQUEST.execute(connection, rows.joiners())
                + POINTLESS_REQUESTS.execute(connection, rows.dissolved())
                + POINTLESS_LINKS.execute(connection, rows.dissolved())
                + ENTRY_MONTH.execute(connection, rows.monthStarts())
                + heads.execute(connection, rows.heads())
                + conversations.execute(connection, rows.conversations())
                + members.execute(connection, rows.members())
                + DEAD_LETTER.execute(connection, rows.deadLetters());
    }

    /// Moves the offsets of a batch.
    static void move(Connection connection, Batch batch) throws SQLException {
        List<Moved> moved = batch.moves().entrySet().stream()
                .map(move -> new Moved(move.getKey(), move.getValue().to(), batch.lastCommand(move.getKey())))
                .toList();
        PROJECTION.execute(connection, moved);
    }

    private record Moved(TopicPartition partition, long next, long command) {}

    private static @Nullable Long peer(Summary summary, int index) {
        List<UserId> peers = summary.peers();
        return index < peers.size() ? peers.get(index).value() : null;
    }
}
