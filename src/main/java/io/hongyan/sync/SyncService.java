package io.hongyan.sync;

import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Total;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/// Brings a device up to date: with nothing, where its cursor is the mailbox's position; else with a snapshot.
///
/// A snapshot pages through all conversations in order of id, which doesn't move, unlike the order of a list. Its last
/// cursor is the position at which it began, so that what changed while it was paged comes with the next sync. A cursor
/// that can't be read is answered like one that is too old. Thread-safe.
public final class SyncService implements LifeCycle.Listener {

    private final MailboxView mailboxes;
    private final ConversationViews conversations;
    private volatile boolean stopping;

    public SyncService(MailboxView mailboxes, ConversationViews conversations) {
        this.mailboxes = mailboxes;
        this.conversations = conversations;
    }

    /// What `user` missed since `cursor`, at most `limit` conversations; where that is nothing yet, waits for it up to
    /// `patience`.
    public SyncAnswer sync(UserId user, @Nullable String cursor, int limit, Duration patience) {
        if (cursor == null) {
            return firstPage(user, limit);
        }
        Optional<SyncCursor> known = SyncCursor.decode(user, cursor).filter(read -> read.epoch() == SyncCursor.EPOCH);
        if (known.isEmpty()) {
            return firstPage(user, limit).asReset();
        }
        SyncCursor from = known.get();
        if (from.shown() != null) {
            return page(user, from, limit);
        }
        return changedSince(user, from.position(), patience)
                ? firstPage(user, limit).asReset()
                : new SyncAnswer(cursor, false, false, List.of(), List.of());
    }

    /// Sends those away who wait for something to happen, so that the server needn't wait for them.
    @Override
    public void lifeCycleStopping(LifeCycle server) {
        stopping = true;
        mailboxes.wake();
    }

    private boolean changedSince(UserId user, long position, Duration patience) {
        Total total = mailboxes.awaitTotal(user, patience, now -> stopping || now.position() != position);
        return total.position() != position;
    }

    private SyncAnswer firstPage(UserId user, int limit) {
        MailboxSnapshot page = mailboxes.of(user).linesAfter(null, limit);
        return answer(user, page, page.total().position());
    }

    private SyncAnswer page(UserId user, SyncCursor from, int limit) {
        MailboxSnapshot page = mailboxes.of(user).linesAfter(from.shown(), limit);
        return answer(user, page, from.position());
    }

    private SyncAnswer answer(UserId user, MailboxSnapshot page, long start) {
        List<MailboxLine> lines = page.lines();
        SyncCursor next = page.more() ? SyncCursor.within(start, lines.getLast().conversation()) : SyncCursor.at(start);
        return new SyncAnswer(next.encode(user), page.more(), false, conversations.of(user, lines), List.of());
    }
}
