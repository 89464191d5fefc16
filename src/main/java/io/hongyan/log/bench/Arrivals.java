package io.hongyan.log.bench;

import io.hongyan.log.MailboxListener;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Everybody's mailbox as the committed log has it; each has one conversation. Thread-safe.
final class Arrivals implements MailboxListener {

    private final Map<UserId, MailboxChange> latest = new HashMap<>();
    private @Nullable Flow flow;

    /// Has `flow` hear what arrives from now on.
    synchronized void tell(Flow flow) {
        this.flow = flow;
    }

    @Override
    public synchronized void changed(int partition, MailboxChanges changes) {
        long now = System.nanoTime();
        changes.changes().forEach(change -> latest.put(change.user(), change));
        if (flow != null && changes.cause() == Cause.ENTRY) {
            flow.arrived(changes.changes(), now);
        }
    }

    /// Whether all members of these rooms have a mailbox, of which `condition` holds.
    synchronized boolean all(List<Room> rooms, BiPredicate<Room, MailboxChange> condition) {
        return rooms.stream()
                .allMatch(room -> room.members().stream()
                        .map(latest::get)
                        .allMatch(mailbox -> mailbox != null && condition.test(room, mailbox)));
    }

    /// What each hasn't read, which their session and their total agree about; -1 where they don't.
    synchronized Map<UserId, Long> unread() {
        Map<UserId, Long> unread = new HashMap<>();
        latest.forEach((user, mailbox) -> {
            Session session = mailbox.session();
            long total = mailbox.total().unread();
            unread.put(user, session != null && session.unread() == total ? total : -1);
        });
        return unread;
    }
}
