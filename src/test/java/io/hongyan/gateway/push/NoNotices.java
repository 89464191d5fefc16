package io.hongyan.gateway.push;

import io.hongyan.mailbox.MailboxLine;
import io.hongyan.streams.id.ConversationId;
import java.util.List;

/// Tells nobody anything.
public final class NoNotices implements Notices {

    @Override
    public void changed(Subscriber subscriber, MailboxLine line) {}

    @Override
    public void changed(ConversationId conversation, long seq, List<Subscriber> subscribers) {}
}
