package io.hongyan.message;

import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A message that was stored before, or an edit of the message `target`: what is needed to answer a late retry of it.
public record SentBefore(
        @Nullable MessageId messageId,
        long seq,
        long ordinal,
        Instant at,
        Content content,
        @Nullable Long target) {

    /// What is to be known of an entry that has a client id.
    public static SentBefore of(Entry entry) {
        Content content = new Content(
                requireNonNull(entry.kind(), "kind is null"), entry.body(), entry.replyTo(), entry.mentions());
        return new SentBefore(
                entry.messageId(),
                entry.seq(),
                entry.ordinal(),
                Instant.ofEpochMilli(entry.at()),
                content,
                entry.target());
    }

    /// Finds what was stored.
    public interface Lookup {

        /// What `sender` sent under `clientId`, however long ago.
        ///
        /// @throws io.hongyan.error.HongyanException `unavailable` where that can't be told for certain
        Optional<SentBefore> find(ConversationId conversation, UserId sender, String clientId);
    }
}
