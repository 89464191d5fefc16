package io.hongyan.gateway.push;

import io.hongyan.message.EncodedEntry;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;

/// Entries to push.
final class Entries {

    private Entries() {}

    /// The message `seq`, which is also the conversation's `seq`th message.
    static Event.MessageSent message(ConversationId conversation, long seq, UserId sender) {
        return message(conversation, seq, seq, sender);
    }

    static Event.MessageSent message(ConversationId conversation, long seq, long ordinal, UserId sender) {
        return new Event.MessageSent(
                conversation,
                seq,
                ordinal,
                1_000 * seq,
                sender,
                new MessageId(1_000 + seq),
                "client-id-" + seq,
                new Content("text", "{\"text\":\"hello\"}", null, Mentions.NOBODY));
    }

    static PushedEntry pushed(Event event) {
        return PushedEntry.of(EncodedEntry.of(event), event);
    }
}
