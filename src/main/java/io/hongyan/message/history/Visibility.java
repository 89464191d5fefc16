package io.hongyan.message.history;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;

/// Who may see what of a conversation.
public interface Visibility {

    /// The lowest seq that `user` may see, who is a member. Waits up to a second for this node's views to know it.
    ///
    /// @throws io.hongyan.error.HongyanException `notFound` if they may see nothing of it
    long firstVisible(UserId user, ConversationId conversation);
}
