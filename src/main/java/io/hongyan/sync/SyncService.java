package io.hongyan.sync;

import io.hongyan.log.SummaryMoves;
import io.hongyan.log.SummaryMoves.Moved;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.Mailbox;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Total;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.cursor.SyncCursor;
import io.hongyan.sync.inbox.InboxReader;
import io.hongyan.sync.inbox.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/// Brings a device up to date: with what its user's inbox has since its cursor, or else with a snapshot.
///
/// A snapshot pages through all conversations in order of id, which doesn't move, unlike the order of a list. Its last
/// cursor is where it began, so that what changed while it was paged comes after it. A cursor that can't be
/// read is answered like one that is too old. Thread-safe.
public final class SyncService implements LifeCycle.Listener {

    private final MailboxView mailboxes;
    private final ConversationViews conversations;
    private final SummaryMoves moves;
    private final InboxReader inbox;
    private final Joining joining;
    private final CursorCodec cursors;
    private volatile boolean stopping;

    public SyncService(
            MailboxView mailboxes,
            ConversationViews conversations,
            Summaries summaries,
            SummaryMoves moves,
            InboxReader inbox,
            Bodies bodies,
            CursorCodec cursors) {
        this.mailboxes = mailboxes;
        this.conversations = conversations;
        this.moves = moves;
        this.inbox = inbox;
        this.joining = new Joining(conversations, summaries, bodies);
        this.cursors = cursors;
    }

    /// What `user` missed since `cursor`, at most a page of it; where that is nothing yet, waits for it up to
    /// `patience`.
    public SyncAnswer sync(UserId user, @Nullable String cursor, PageSize size, Duration patience) {
        return sync(user, cursor, size, Patience.of(patience));
    }

    SyncAnswer sync(UserId user, @Nullable String text, PageSize size, Patience patience) {
        if (text == null) {
            return begin(user, size);
        }
        Optional<SyncCursor> read = cursors.decode(user, text).filter(cursor -> isCurrent(user, cursor));
        if (read.isEmpty()) {
            return begin(user, size).asReset();
        }
        SyncCursor cursor = read.get();
        return cursor.isWithinSnapshot()
                ? page(user, cursor, size)
                : missed(user, cursor, size, patience)
                        .orElseGet(() -> begin(user, size).asReset());
    }

    /// Sends those away who wait for something to happen, so that the server needn't wait for them.
    @Override
    public void lifeCycleStopping(LifeCycle server) {
        stopping = true;
        wake();
    }

    boolean isStopping() {
        return stopping;
    }

    /// Makes everybody who waits look again whether their patience is over.
    void wake() {
        mailboxes.wake();
    }

    private boolean isCurrent(UserId user, SyncCursor cursor) {
        return cursor.epoch() == mailboxes.of(user).total().epoch()
                && cursor.summaries().size() == moves.ends().size();
    }

    /// Empty where it can't be said what was missed.
    private Optional<SyncAnswer> missed(UserId user, SyncCursor from, PageSize size, Patience patience) {
        Total total = news(user, from, patience);
        Mailbox mailbox = mailboxes.of(user);
        if (total.position() < from.position() || total.epoch() != from.epoch()) {
            return Optional.empty();
        }
        List<Reference> references = List.of();
        if (total.position() > from.position()) {
            references = inbox.await(user, from.epoch(), from.position(), total.position(), size.changes());
            if (references.isEmpty()) {
                return Optional.empty();
            }
        }
        boolean last = references.isEmpty() || references.getLast().position() == total.position();
        Moved moved = last
                ? moved(mailbox, from, size.conversations() - references.size())
                : new Moved(List.of(), from.summaries(), true);
        Missed missed = joining.join(user, mailbox, references, moved.conversations(), size.bytes());
        if (missed.taken() < references.size()) {
            moved = new Moved(List.of(), from.summaries(), true);
        }
        long reached = missed.taken() == 0
                ? from.position()
                : references.get(missed.taken() - 1).position();
        SyncCursor next = new SyncCursor(from.epoch(), reached, moved.offsets());
        return Optional.of(new SyncAnswer(
                cursors.encode(user, next), moved.more(), false, missed.conversations(), missed.entries()));
    }

    private Moved moved(Mailbox mailbox, SyncCursor from, int limit) {
        return moves.since(
                from.summaries(), conversation -> mailbox.find(conversation).isPresent(), limit);
    }

    private boolean hasMoved(UserId user, SyncCursor from) {
        return !moved(mailboxes.of(user), from, 1).conversations().isEmpty();
    }

    /// The total as soon as there is something that `from` doesn't cover, or when it was waited for long enough. A
    /// cursor of another node may also be ahead of what this one has heard: that is given a second.
    private Total news(UserId user, SyncCursor from, Patience patience) {
        Total total = mailboxes.awaitTotal(
                user,
                patience.duration(),
                now -> stopping
                        || patience.over().getAsBoolean()
                        || now.position() != from.position()
                        || hasMoved(user, from));
        return total.position() >= from.position()
                ? total
                : mailboxes.awaitTotal(user, MailboxView.PATIENCE, now -> now.position() >= from.position());
    }

    /// The first page of a snapshot.
    private SyncAnswer begin(UserId user, PageSize size) {
        // Where the summaries are comes first: what moves after that is told again.
        List<Long> summaries = moves.ends();
        MailboxSnapshot page = mailboxes.of(user).linesAfter(null, size.conversations());
        Total total = page.total();
        return answer(user, page, new SyncCursor(total.epoch(), total.position(), summaries));
    }

    private SyncAnswer page(UserId user, SyncCursor from, PageSize size) {
        return answer(user, mailboxes.of(user).linesAfter(from.shown(), size.conversations()), from);
    }

    /// After the last page there is more where something has changed since the snapshot began.
    private SyncAnswer answer(UserId user, MailboxSnapshot page, SyncCursor start) {
        List<MailboxLine> lines = page.lines();
        ConversationId shown = page.more() ? lines.getLast().conversation() : null;
        boolean more = page.more() || page.total().position() > start.position();
        return new SyncAnswer(
                cursors.encode(user, start.shown(shown)), more, false, conversations.of(user, lines), List.of());
    }
}
