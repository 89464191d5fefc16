package io.hongyan.message;

import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;

/// Messages to test with.
public final class Entries {

    /// When entry 0 would have been sent; each comes a second after the one before it.
    public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private Entries() {}

    /// A message whose content is told by its place.
    public static Event.MessageSent message(ConversationId conversation, long seq) {
        return message(conversation, seq, START.plusSeconds(seq));
    }

    /// The same at a time of its own.
    public static Event.MessageSent message(ConversationId conversation, long seq, Instant at) {
        return new Event.MessageSent(
                conversation,
                seq,
                seq,
                at.toEpochMilli(),
                new UserId(5),
                new MessageId(conversation.value() * 1_000_000 + seq),
                "client-" + seq,
                new Content("text", "{\"text\":\"" + conversation + "/" + seq + "\"}", null, Mentions.NOBODY));
    }

    /// The entry `seq` that recalls the message `target`.
    public static Event.MessageRecalled recall(ConversationId conversation, long seq, long target) {
        Event.MessageSent message = message(conversation, target);
        return new Event.MessageRecalled(
                conversation,
                seq,
                seq,
                START.plusSeconds(seq).toEpochMilli(),
                message.actor(),
                new MessageTarget(target, message.ordinal(), message.at(), message.actor(), Mentions.NOBODY));
    }
}
