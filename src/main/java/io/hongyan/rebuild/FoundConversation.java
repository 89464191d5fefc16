package io.hongyan.rebuild;

import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that PostgreSQL has of one conversation, as far as its state follows from it.
///
/// @param row what its last summary said; null where that was lost
/// @param members the rows of everybody who is or was in it
/// @param turns its entries about members, ascending
/// @param dissolved whether its last entry dissolved it
/// @param messages its messages above what everybody has read, ascending
record FoundConversation(
        ConversationId id,
        Head head,
        @Nullable Row row,
        boolean direct,
        List<MemberRow> members,
        List<Turn> turns,
        boolean dissolved,
        List<MessageRow> messages) {

    record Head(long seq, long ordinal, long at, long messageSeq, long messageAt) {}

    record Row(
            long seq,
            ConversationKind kind,
            @Nullable String title,
            @Nullable UserId owner,
            List<UserId> peers,
            History history,
            boolean dissolved,
            List<Long> pinned,
            GroupRules rules) {}

    record MemberRow(
            UserId user,
            Role role,
            long joinedSeq,
            boolean left,
            long readSeq,
            long readOrdinal,
            boolean muted,
            boolean pinned,
            boolean hidden,
            boolean markedUnread) {}

    /// An entry that brought `users` in, took them out, or changed one of them. Only the first hundred are named.
    ///
    /// @param role the new one; null where the entry is about something else
    /// @param mutedUntil until when the one may say nothing; 0 where the entry is about something else
    /// @param nickname what the one is called; empty for their own name, null where it is about something else
    record Turn(
            long seq,
            long ordinal,
            long at,
            UserId actor,
            String action,
            List<UserId> users,
            @Nullable Role role,
            long mutedUntil,
            @Nullable String nickname) {}

    record MessageRow(long seq, long ordinal, UserId sender, Mentions mentions, boolean recalled) {}
}
