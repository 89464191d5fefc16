package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;
import java.util.Map;

/// Where previews come from.
@FunctionalInterface
public interface Previews {

    /// The previews of one message in each conversation, which is given by its seq. What can't be had at the moment is
    /// left out: a list without previews is better than none.
    Map<ConversationId, Preview> of(Map<ConversationId, Long> messages);
}
