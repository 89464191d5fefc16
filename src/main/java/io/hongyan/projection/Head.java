package io.hongyan.projection;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import org.jspecify.annotations.Nullable;

/// A conversation's last entry, and its last message among those of a batch: `messageSeq` is 0 where there is none.
record Head(
        ConversationId conversation,
        long seq,
        long ordinal,
        long at,
        long messageSeq,
        @Nullable Long messageAt) {

    static Head of(Event event) {
        boolean message = event instanceof Event.MessageSent;
        return new Head(
                event.conversation(),
                event.seq(),
                event.ordinal(),
                event.at(),
                message ? event.seq() : 0,
                message ? event.at() : null);
    }

    /// This head after a later one.
    Head then(Head later) {
        return later.messageSeq > 0
                ? later
                : new Head(conversation, later.seq, later.ordinal, later.at, messageSeq, messageAt);
    }
}
