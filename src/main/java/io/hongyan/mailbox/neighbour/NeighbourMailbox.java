package io.hongyan.mailbox.neighbour;

import io.hongyan.mailbox.Mailbox;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.mailbox.Place;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A mailbox on another node: each method is a question to it.
final class NeighbourMailbox implements Mailbox {

    private final UserId user;
    private final Function<Question, MailboxSnapshot> owner;

    NeighbourMailbox(UserId user, Function<Question, MailboxSnapshot> owner) {
        this.user = user;
        this.owner = owner;
    }

    @Override
    public Optional<Session> find(ConversationId conversation) {
        return linesOf(List.of(conversation)).lines().stream()
                .map(MailboxLine::session)
                .findFirst();
    }

    @Override
    public Total total() {
        return linesOf(List.of()).total();
    }

    @Override
    public MailboxSnapshot stored() {
        return owner.apply(new Question.Stored(user));
    }

    @Override
    public MailboxSnapshot shown(MailboxChange change) {
        return owner.apply(new Question.Shown(change));
    }

    @Override
    public MailboxSnapshot linesOf(Collection<ConversationId> conversations) {
        return owner.apply(new Question.LinesOf(user, List.copyOf(conversations)));
    }

    @Override
    public MailboxSnapshot list(@Nullable Place place, int limit) {
        return owner.apply(new Question.Listed(user, place, limit));
    }

    @Override
    public MailboxSnapshot linesAfter(@Nullable ConversationId conversation, int limit) {
        return owner.apply(new Question.LinesAfter(user, conversation, limit));
    }

    @Override
    public MailboxSnapshot unread() {
        return owner.apply(new Question.Unread(user));
    }
}
