package io.hongyan.message;

import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Recalled;
import io.hongyan.streams.id.ConversationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that an operation is about; `recalled` says by what it was recalled, as far as is known here.
public record FoundMessage(MessageTarget target, @Nullable Recalled recalled) {

    /// Finds messages.
    public interface Lookup {

        /// The message `seq`, given a second to arrive; empty where there is none, or where that is another entry.
        ///
        /// @throws io.hongyan.error.HongyanException `unavailable` where that can't be told for certain
        Optional<FoundMessage> find(ConversationId conversation, long seq);
    }
}
