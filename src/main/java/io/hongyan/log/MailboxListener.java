package io.hongyan.log;

import io.hongyan.streams.mailbox.MailboxChanges;

/// Hears every committed change of mailboxes, on the feed's one thread: per partition in order, before whoever
/// waits for a mark is answered. It mustn't block.
public interface MailboxListener {

    void changed(int partition, MailboxChanges changes);
}
