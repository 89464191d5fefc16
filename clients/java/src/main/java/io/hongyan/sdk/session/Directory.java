package io.hongyan.sdk.session;

import io.hongyan.sdk.model.Conversation;
import io.hongyan.sdk.model.Unread;
import java.util.Optional;

/// What a session asks the server beside the socket. Calls block.
public interface Directory {

    /// A conversation as it is now; empty if it isn't the user's.
    Optional<Conversation> conversation(String id);

    /// All counts.
    Unread unread();
}
