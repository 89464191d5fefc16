package io.hongyan.mailbox;

import io.hongyan.error.HongyanException;
import io.hongyan.log.Reply;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.Session;
import java.util.function.BiConsumer;

/// What users do to the conversations of their own mailbox.
///
/// Each change is appended before its call returns, so that those of one thread keep their order; `reply` hears
/// when it took effect. A call blocks while the conversation may not have arrived yet or its history has to be
/// read, and throws `notFound` for a conversation that the user isn't in; `reply` is then not called.
public final class Marks {

    private final MailboxView mailboxes;
    private final Timeline timeline;
    private final BiConsumer<Mark, Reply<MailboxChange>> log;

    /// `log` appends a mark, and tells what it changed.
    public Marks(MailboxView mailboxes, Timeline timeline, BiConsumer<Mark, Reply<MailboxChange>> log) {
        this.mailboxes = mailboxes;
        this.timeline = timeline;
        this.log = log;
    }

    /// Everything up to `seq` is read. What is read already stays so, and a mark of being unread goes away.
    public void read(UserId user, ConversationId conversation, long seq, Reply<Marked> reply) {
        if (seq < 0) {
            throw HongyanException.invalid("/seq", "must not be negative");
        }
        Timeline.Point point = point(mailboxes.requireMember(user, conversation), conversation, seq);
        append(new Mark.Read(user, conversation, point.seq(), point.ordinal()), reply);
    }

    /// Shows the conversation as unread until it is read next.
    public void unread(UserId user, ConversationId conversation, Reply<Marked> reply) {
        mailboxes.requireMember(user, conversation);
        append(new Mark.Unread(user, conversation), reply);
    }

    public void change(UserId user, ConversationId conversation, SettingsPatch patch, Reply<Marked> reply) {
        Session session = mailboxes.requireMember(user, conversation);
        append(
                new Mark.Settings(
                        user,
                        conversation,
                        patch.muted(),
                        patch.pinned(),
                        patch.hidden(),
                        session.headSeq(),
                        session.headOrdinal()),
                reply);
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

    private void append(Mark mark, Reply<Marked> reply) {
        log.accept(mark, new Reply<>() {
            @Override
            public void answered(MailboxChange change) {
                if (change.session() == null) {
                    reply.failed(ConversationViews.notFound());
                } else {
                    mailboxes.show(
                            change,
                            shown -> reply.answered(
                                    Marked.of(shown.lines().getFirst().session(), shown.total())),
                            reply::failed);
                }
            }

            @Override
            public void failed(HongyanException problem) {
                reply.failed(problem);
            }
        });
    }
}
