package io.hongyan.gateway.push;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.streams.id.ConversationId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers what a conversation looks like from the views, each user's in that user's lane.
///
/// A loop of its own: what can't be gathered now isn't told, since devices learn it when they sync.
public final class ConversationNotices implements Notices {

    private static final Logger LOG = LoggerFactory.getLogger(ConversationNotices.class);

    private final MailboxView mailboxes;
    private final ConversationViews conversations;
    private final Summaries summaries;

    public ConversationNotices(MailboxView mailboxes, ConversationViews conversations, Summaries summaries) {
        this.mailboxes = mailboxes;
        this.conversations = conversations;
        this.summaries = summaries;
    }

    @Override
    public void changed(Subscriber subscriber, MailboxLine line) {
        tell(subscriber, conversations, () -> Optional.of(line));
    }

    @Override
    public void changed(ConversationId conversation, long seq, List<Subscriber> subscribers) {
        ConversationViews views = conversations.askingOnce();
        for (Subscriber subscriber : subscribers) {
            tell(subscriber, views, () -> {
                summaries.awaitSeq(conversation, seq, MailboxView.PATIENCE);
                return mailboxes
                        .of(subscriber.user())
                        .find(conversation)
                        .map(session -> new MailboxLine(conversation, session));
            });
        }
    }

    private static void tell(Subscriber subscriber, ConversationViews views, Lines lines) {
        subscriber.notices().run(() -> {
            try {
                lines.find().ifPresent(line -> {
                    ConversationView view = views.of(subscriber.user(), line);
                    subscriber.recipients().forEach(recipient -> recipient.conversation(view));
                });
            } catch (RuntimeException failure) {
                LOG.debug("a conversation isn't told", failure);
            }
        });
    }

    /// Finds the line to be told of; it may block, and fail.
    private interface Lines {

        Optional<MailboxLine> find();
    }
}
