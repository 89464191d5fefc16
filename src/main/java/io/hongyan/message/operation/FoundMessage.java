package io.hongyan.message.operation;

import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Recalled;
import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that an operation is about; `recalled` says by what it was recalled, as far as PostgreSQL knows.
public record FoundMessage(
        MessageTarget target,
        String kind,
        boolean isRecalled,
        @Nullable Recalled recalled) {

    /// What is known of one person's reaction with one emoji, null for nothing, and how many other emojis there are.
    public record FoundReaction(@Nullable Reacted last, int others) {}

    /// Finds messages.
    public interface Lookup {

        /// The message `seq`, given a second to arrive; empty where there is none, or where that is another entry.
        ///
        /// @throws io.hongyan.error.HongyanException `unavailable` where that can't be told for certain
        Optional<FoundMessage> findMessage(ConversationId conversation, long seq);

        /// What `user` did last with `emoji` on the message `seq`, which exists.
        ///
        /// @throws io.hongyan.error.HongyanException `unavailable` where that can't be told for certain
        FoundReaction findReaction(ConversationId conversation, long seq, UserId user, String emoji);
    }
}
