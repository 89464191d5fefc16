package io.hongyan.streams.log;

import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationCodecs;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Recorded;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxCodecs;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.relation.RelationChanged;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;

/// Every topic of Hongyan. All have the same number of partitions, which is fixed for life.
public final class Topics {

    public static final Topic<ConversationId, Command> COMMANDS =
            new Topic<>("commands", Keys.CONVERSATION, ConversationCodecs.COMMANDS);
    public static final Topic<ConversationId, Recorded> EVENTS =
            new Topic<>("events", Keys.CONVERSATION, ConversationCodecs.EVENTS);
    public static final Topic<ConversationId, Outcome> OUTCOMES =
            new Topic<>("outcomes", Keys.CONVERSATION, Smile.of(Outcome.class));
    public static final Topic<ConversationId, Summary> SUMMARIES =
            new Topic<>("summaries", Keys.CONVERSATION, Smile.of(Summary.class));
    public static final Topic<Integer, Delivery> DELIVERIES =
            new Topic<>("deliveries", Serdes.Integer(), MailboxCodecs.DELIVERIES);
    public static final Topic<UserId, Mark> MARKS = new Topic<>("marks", Keys.USER, Smile.of(Mark.class));
    public static final Topic<Integer, MailboxChanges> MAILBOXES =
            new Topic<>("mailboxes", Serdes.Integer(), MailboxCodecs.CHANGES);

    public static final Topic<UserId, RelationChanged> RELATIONS =
            new Topic<>("relations", Keys.USER, Smile.of(RelationChanged.class));
    public static final Topic<UserId, PostPublished> POSTS =
            new Topic<>("posts", Keys.USER, Smile.of(PostPublished.class));

    /// Commands and marks that couldn't be decoded, as they came.
    public static final String DEAD_LETTERS = "dead-letters";

    /// The names of all topics.
    public static final List<String> NAMES = List.of(
            COMMANDS.name(),
            EVENTS.name(),
            OUTCOMES.name(),
            SUMMARIES.name(),
            DELIVERIES.name(),
            MARKS.name(),
            MAILBOXES.name(),
            RELATIONS.name(),
            POSTS.name(),
            DEAD_LETTERS);

    private Topics() {}
}
