package io.hongyan.conversation;

import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.message.history.Visibility;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;

/// Members see what was said since they joined, or everything where the group says so. Thread-safe.
public final class MemberVisibility implements Visibility {

    private final MailboxView mailboxes;
    private final Summaries summaries;

    public MemberVisibility(MailboxView mailboxes, Summaries summaries) {
        this.mailboxes = mailboxes;
        this.summaries = summaries;
    }

    @Override
    public long firstVisible(UserId user, ConversationId conversation) {
        Session session = mailboxes.requireMember(user, conversation);
        Summary summary = summaries.await(conversation);
        if (summary.dissolved()) {
            throw ConversationViews.notFound();
        }
        return summary.history() == History.ALL ? 1 : session.joinedSeq();
    }
}
