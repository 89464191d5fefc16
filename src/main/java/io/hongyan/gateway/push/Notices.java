package io.hongyan.gateway.push;

import io.hongyan.mailbox.MailboxLine;
import io.hongyan.streams.id.ConversationId;
import java.util.List;

/// Tells connected users what a conversation looks like now. It mustn't block.
public interface Notices {

    /// A user's own view of a conversation has changed.
    void changed(Subscriber subscriber, MailboxLine line);

    /// The entry `seq` has changed what all members see.
    void changed(ConversationId conversation, long seq, List<Subscriber> subscribers);
}
