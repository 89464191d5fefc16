package io.hongyan.gateway.live;

import io.hongyan.account.token.Caller;
import io.hongyan.gateway.push.Recipient;
import io.hongyan.presence.Status;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Set;

/// What sockets say of the moment, and want to know of others. Nothing here blocks.
public interface Company {

    /// A device of the caller is connected, and is told things by way of `recipient`.
    void entered(Recipient recipient, Caller caller);

    /// It isn't any more.
    void left(Recipient recipient);

    /// The device says how its user is.
    void status(Recipient recipient, Status status);

    /// The device wants to know how these are, and nobody else any more.
    ///
    /// @throws io.hongyan.error.HongyanException `invalid` where they are too many
    void watch(Recipient recipient, Set<UserId> users);

    /// The user types.
    ///
    /// @throws io.hongyan.error.HongyanException `notFound` where they aren't in the conversation
    void typing(UserId user, ConversationId conversation);
}
