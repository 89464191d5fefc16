package io.hongyan.streams.mailbox;

import java.util.List;

/// What one delivery or mark changed in the mailboxes of a partition.
public record MailboxChanges(Cause cause, List<MailboxChange> changes) {

    public MailboxChanges {
        changes = List.copyOf(changes);
    }

    /// What changed the mailboxes.
    public enum Cause {
        /// An entry moved the head.
        ENTRY,
        /// The fan-out is another from here on, which is no entry.
        SWITCH,
        /// Somebody joined, left or has another role.
        MEMBERSHIP,
        /// The user read, or changed their own settings.
        MARK,
        /// Nothing changed: this is only the answer to a mark, with the position that was there before.
        ECHO
    }
}
