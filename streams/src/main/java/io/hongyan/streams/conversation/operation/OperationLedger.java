package io.hongyan.streams.conversation.operation;

import io.hongyan.streams.conversation.Recalled;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// What a decision may look up of the operations on one conversation's messages.
public interface OperationLedger {

    /// What recalled the message `seq` within the window; null for nothing.
    @Nullable
    Recalled recalled(long seq);

    /// The last that `user` did with `emoji` on the message `seq` within the window; null for nothing.
    @Nullable
    Reacted reacted(long seq, UserId user, String emoji);
}
