package io.hongyan.mailbox.neighbour;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hongyan.mailbox.Mailbox;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Place;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one node wants to know of a mailbox that another owns: the methods of [Mailbox].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "q")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "stored", value = Question.Stored.class),
    @JsonSubTypes.Type(name = "shown", value = Question.Shown.class),
    @JsonSubTypes.Type(name = "of", value = Question.LinesOf.class),
    @JsonSubTypes.Type(name = "list", value = Question.Listed.class),
    @JsonSubTypes.Type(name = "after", value = Question.LinesAfter.class),
    @JsonSubTypes.Type(name = "unread", value = Question.Unread.class),
})
sealed interface Question {

    /// Whose mailbox it is about.
    UserId user();

    /// That mailbox among those of this node, once it may be asked this.
    default Mailbox find(MailboxView view) {
        return view.owned(user());
    }

    /// Puts it to that mailbox.
    MailboxSnapshot ask(Mailbox mailbox);

    record Stored(UserId user) implements Question {

        @Override
        public MailboxSnapshot ask(Mailbox mailbox) {
            return mailbox.stored();
        }
    }

    record Shown(MailboxChange change) implements Question {

        @Override
        public UserId user() {
            return change.user();
        }

        @Override
        public Mailbox find(MailboxView view) {
            return view.ownedWith(change);
        }

        @Override
        public MailboxSnapshot ask(Mailbox mailbox) {
            return mailbox.shown(change);
        }
    }

    record LinesOf(UserId user, List<ConversationId> conversations) implements Question {

        public LinesOf {
            conversations = List.copyOf(conversations);
        }

        @Override
        public MailboxSnapshot ask(Mailbox mailbox) {
            return mailbox.linesOf(conversations);
        }
    }

    record Listed(UserId user, @Nullable Place place, int limit) implements Question {

        @Override
        public MailboxSnapshot ask(Mailbox mailbox) {
            return mailbox.list(place, limit);
        }
    }

    record LinesAfter(UserId user, @Nullable ConversationId conversation, int limit) implements Question {

        @Override
        public MailboxSnapshot ask(Mailbox mailbox) {
            return mailbox.linesAfter(conversation, limit);
        }
    }

    record Unread(UserId user) implements Question {

        @Override
        public MailboxSnapshot ask(Mailbox mailbox) {
            return mailbox.unread();
        }
    }
}
