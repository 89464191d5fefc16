package io.hongyan.mailbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A conversation as one user sees it: the `Conversation` object of the protocol.
///
/// `title`, `history` and `rules` are a group's, `peerId` is a direct conversation's.
public record ConversationView(
        ConversationId id,
        ConversationKind kind,
        @Nullable String title,
        int memberCount,
        Role role,
        @Nullable UserId peerId,
        Head head,
        ReadMark read,
        long unread,
        int mentions,
        boolean muted,
        boolean pinned,
        boolean hidden,
        boolean markedUnread,
        boolean left,
        long joinedSeq,
        @Nullable History history,
        FanoutMode fanout,
        @JsonUnwrapped @Nullable GroupRules rules) {

    /// The newest entry; `at` is the time of the newest message, or of joining.
    public record Head(
            long seq, long ordinal, Instant at, @Nullable Preview preview) {}

    /// How far the user has read.
    public record ReadMark(long seq, long ordinal) {}

    static ConversationView of(UserId user, Session session, Summary summary, @Nullable Preview preview) {
        boolean group = summary.kind() == ConversationKind.GROUP;
        return new ConversationView(
                summary.conversation(),
                summary.kind(),
                group ? summary.title() : null,
                summary.memberCount(),
                session.role(),
                group ? null : peer(user, summary),
                new Head(session.headSeq(), session.headOrdinal(), Instant.ofEpochMilli(session.at()), preview),
                new ReadMark(session.readSeq(), session.readOrdinal()),
                session.unread(),
                session.mentions().size(),
                session.muted(),
                session.pinned(),
                session.hidden(),
                session.markedUnread(),
                session.left(),
                session.joinedSeq(),
                group ? summary.history() : null,
                session.fanout(),
                group ? summary.rules() : null);
    }

    private static @Nullable UserId peer(UserId user, Summary summary) {
        return summary.peers().stream()
                .filter(peer -> !peer.equals(user))
                .findFirst()
                .orElse(summary.peers().contains(user) ? user : null);
    }
}
