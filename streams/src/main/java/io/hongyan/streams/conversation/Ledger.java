package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.operation.OperationLedger;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// What a decision may look up of one conversation.
interface Ledger extends OperationLedger {

    /// The conversation's state; null before it is created.
    @Nullable
    Conversation conversation();

    /// The member; null for whoever isn't one.
    @Nullable
    Member member(UserId user);

    /// What was sent under this id within the window; null for nothing.
    @Nullable
    Sent sent(UserId sender, String clientId);
}
