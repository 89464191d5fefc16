package io.hongyan.message;

import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.Optional;

/// A message that was stored before: what is needed to answer a late retry of it.
public record SentBefore(MessageId messageId, long seq, long ordinal, Instant at, Content content) {

    /// Finds what was stored.
    public interface Lookup {

        /// The message that `sender` sent under `clientId`, however long ago.
        ///
        /// @throws io.hongyan.error.HongyanException `unavailable` where that can't be told for certain
        Optional<SentBefore> find(ConversationId conversation, UserId sender, String clientId);
    }
}
