package io.hongyan.streams.conversation;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What everybody needs to know of a conversation to show it; written when it changes, not per message.
///
/// `seq` is the entry that changed it. `peers` are the two people of a direct conversation and empty for a group;
/// `owner` is null for a direct one.
public record Summary(
        ConversationId conversation,
        long seq,
        ConversationKind kind,
        @Nullable String title,
        @Nullable UserId owner,
        List<UserId> peers,
        int memberCount,
        History history,
        boolean dissolved) {

    public Summary {
        peers = List.copyOf(peers);
    }
}
