package io.hongyan.message;

import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that was stored before, or an edit of the message `target`: what is needed to answer a late retry of it.
public record SentBefore(
        @Nullable MessageId messageId,
        long seq,
        long ordinal,
        Instant at,
        Content content,
        @Nullable Long target) {

    /// Finds what was stored.
    public interface Lookup {

        /// What `sender` sent under `clientId`, however long ago.
        ///
        /// @throws io.hongyan.error.HongyanException `unavailable` where that can't be told for certain
        Optional<SentBefore> find(ConversationId conversation, UserId sender, String clientId);
    }
}
