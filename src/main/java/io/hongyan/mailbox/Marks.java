package io.hongyan.mailbox;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.Session;
import java.util.function.Function;

/// What users do to the conversations of their own mailbox. Every call returns after it took effect, and blocks until
/// then; each throws `notFound` for a conversation that the user isn't in.
public final class Marks {

    private final MailboxView mailboxes;
    private final Timeline timeline;
    private final Function<Mark, MailboxChange> log;

    /// `log` appends a mark and waits for what it changed.
    public Marks(MailboxView mailboxes, Timeline timeline, Function<Mark, MailboxChange> log) {
        this.mailboxes = mailboxes;
        this.timeline = timeline;
        this.log = log;
    }

    /// Everything up to `seq` is read. What is read already stays so, and a mark of being unread goes away.
    public Marked read(UserId user, ConversationId conversation, long seq) {
        if (seq < 0) {
            throw HongyanException.invalid("/seq", "must not be negative");
        }
        Timeline.Point point = point(mailboxes.requireMember(user, conversation), conversation, seq);
        return append(new Mark.Read(user, conversation, point.seq(), point.ordinal()));
    }

    /// Shows the conversation as unread until it is read next.
    public Marked unread(UserId user, ConversationId conversation) {
        mailboxes.requireMember(user, conversation);
        return append(new Mark.Unread(user, conversation));
    }

    public Marked change(UserId user, ConversationId conversation, SettingsPatch patch) {
        mailboxes.requireMember(user, conversation);
        return append(new Mark.Settings(user, conversation, patch.muted(), patch.pinned(), patch.hidden()));
    }

    /// The ordinal is ours to say: a client's would decide its count.
    private Timeline.Point point(Session session, ConversationId conversation, long seq) {
        Timeline.Point head = new Timeline.Point(session.headSeq(), session.headOrdinal());
        if (seq <= session.readSeq()) {
            // Below the mark, where the ordinal doesn't matter: marks never go back.
            return new Timeline.Point(seq, 0);
        }
        if (seq == head.seq()) {
            return head;
        }
        Timeline.Point reached = timeline.reach(conversation, seq);
        return seq < head.seq() || reached.seq() > head.seq() ? reached : head;
    }

    private Marked append(Mark mark) {
        MailboxChange change = log.apply(mark);
        Session session = change.session();
        if (session == null) {
            throw ConversationViews.notFound();
        }
        return Marked.of(session, change.total());
    }
}
