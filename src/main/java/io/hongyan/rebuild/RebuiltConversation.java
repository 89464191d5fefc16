package io.hongyan.rebuild;

import io.hongyan.rebuild.FoundConversation.MemberRow;
import io.hongyan.rebuild.FoundConversation.MessageRow;
import io.hongyan.rebuild.FoundConversation.Row;
import io.hongyan.rebuild.FoundConversation.Turn;
import io.hongyan.rebuild.Memberships.Place;
import io.hongyan.streams.conversation.ConversationChangelogs.Found;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.SessionRebuild;
import io.hongyan.streams.mailbox.SessionRebuild.Own;
import io.hongyan.streams.mailbox.SessionRebuild.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A conversation's state and everybody's session of it, worked out of what was found in PostgreSQL. What was beyond
/// its last entry is lost: nobody has read, joined or changed anything there.
record RebuiltConversation(Found state, Map<UserId, Place> members, Map<UserId, Session> sessions) {

    static RebuiltConversation of(FoundConversation found, @Nullable FanoutMode override) {
        Row row = found.row();
        ConversationKind kind =
                row != null ? row.kind() : found.direct() ? ConversationKind.DIRECT : ConversationKind.GROUP;
        Map<UserId, Place> members = Memberships.of(found, kind);
        boolean direct = kind == ConversationKind.DIRECT;
        Found state = new Found(
                found.id(),
                kind,
                row == null ? null : row.title(),
                direct ? null : creator(found),
                direct ? null : Memberships.owner(members),
                direct ? peers(row, members) : List.of(),
                row == null ? History.SINCE_JOINED : row.history(),
                found.head().seq(),
                found.head().ordinal(),
                found.head().at(),
                members.size(),
                found.dissolved() || (row != null && row.dissolved()),
                row == null
                        ? found.head().seq()
                        : Math.min(row.seq(), found.head().seq()),
                override,
                row == null ? List.of() : row.pinned(),
                row == null ? GroupRules.FIRST : row.rules());
        Map<UserId, MemberRow> rows =
                found.members().stream().collect(Collectors.toMap(MemberRow::user, Function.identity()));
        Map<Long, Turn> turns = found.turns().stream().collect(Collectors.toMap(Turn::seq, Function.identity()));
        Map<UserId, Session> sessions = new HashMap<>();
        members.forEach((user, place) ->
                sessions.put(user, session(found, user, place, rows.get(user), turns.get(place.joinedSeq()))));
        return new RebuiltConversation(state, members, sessions);
    }

    private static @Nullable UserId creator(FoundConversation found) {
        return found.turns().stream()
                .filter(turn -> turn.seq() == 1)
                .map(Turn::actor)
                .findFirst()
                .orElse(null);
    }

    private static List<UserId> peers(@Nullable Row row, Map<UserId, Place> members) {
        return row == null ? List.copyOf(members.keySet()) : row.peers();
    }

    private static Session session(
            FoundConversation found, UserId user, Place place, @Nullable MemberRow row, @Nullable Turn turn) {
        FoundConversation.Head head = found.head();
        // Of an earlier time in the conversation nothing is left.
        MemberRow own = row != null && !row.left() && row.joinedSeq() == place.joinedSeq() ? row : null;
        Point joined = new Point(place.joinedSeq(), turn == null ? 0 : turn.ordinal());
        Point read = own == null ? joined : read(own, head);
        boolean spoken = head.messageSeq() > place.joinedSeq();
        SessionRebuild session = new SessionRebuild(
                place.role(),
                place.joinedSeq(),
                new Point(head.seq(), head.ordinal()),
                spoken ? head.messageSeq() : 0,
                spoken ? head.messageAt() : turn == null ? head.at() : turn.at(),
                read,
                own == null ? Own.PLAIN : own(own, read, head));
        for (MessageRow message : found.messages()) {
            if (message.ordinal() <= read.ordinal()) {
                continue;
            }
            if (message.recalled() || message.sender().equals(user)) {
                session.exclude(message.ordinal());
            } else if (message.mentions().includes(user)) {
                session.mention(message.seq(), message.ordinal());
            }
        }
        return session.session();
    }

    /// A message that came since has shown a hidden conversation again.
    private static Own own(MemberRow row, Point read, FoundConversation.Head head) {
        boolean hidden = row.hidden() && read.ordinal() >= head.ordinal();
        return new Own(row.muted(), row.pinned(), hidden, row.markedUnread());
    }

    private static Point read(MemberRow row, FoundConversation.Head head) {
        return row.readSeq() > head.seq()
                ? new Point(head.seq(), head.ordinal())
                : new Point(row.readSeq(), Math.min(row.readOrdinal(), head.ordinal()));
    }
}
