package io.hongyan.mailbox;

import io.hongyan.streams.mailbox.Total;
import java.util.List;

/// Some lines of a mailbox and its total, all of one and the same state; `more` tells whether lines follow.
public record MailboxSnapshot(List<MailboxLine> lines, boolean more, Total total) {

    public MailboxSnapshot {
        lines = List.copyOf(lines);
    }
}
