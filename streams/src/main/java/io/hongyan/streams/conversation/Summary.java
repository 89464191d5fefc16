package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/// What everybody needs to know of a conversation to show it; written when it changes, and in read mode with every
/// entry.
///
/// `seq` is the entry that changed it, `fanout` aside, which has its own head. `peers` are the two people of a direct
/// conversation and empty for a group;
/// `owner` is null for a direct one; `pinned` are the seqs of pinned messages, the last one pinned last.
public record Summary(
        ConversationId conversation,
        long seq,
        ConversationKind kind,
        @Nullable String title,
        @Nullable UserId owner,
        List<UserId> peers,
        int memberCount,
        History history,
        boolean dissolved,
        FanoutState fanout,
        List<Long> pinned,
        GroupRules rules) {

    public Summary {
        peers = List.copyOf(peers);
        // Summaries of before there were any have none.
        pinned = pinned == null ? List.of() : List.copyOf(pinned);
        fanout = requireNonNullElse(fanout, FanoutState.WRITE);
        rules = requireNonNullElse(rules, GroupRules.FIRST);
    }

    /// Whether this one was written after `other`.
    public boolean isNewerThan(Summary other) {
        if (seq != other.seq) {
            return seq > other.seq;
        }
        if (fanout.generation() != other.fanout.generation()) {
            return fanout.generation() > other.fanout.generation();
        }
        return headSeq() > other.headSeq();
    }

    private long headSeq() {
        return fanout.shared() == null ? 0 : fanout.shared().seq();
    }
}
