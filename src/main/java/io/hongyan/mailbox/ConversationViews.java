package io.hongyan.mailbox;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Joins what a user has of a conversation with what everybody sees of it.
public final class ConversationViews {

    private final MailboxView mailboxes;
    private final Summaries summaries;
    private final Previews previews;

    public ConversationViews(MailboxView mailboxes, Summaries summaries, Previews previews) {
        this.mailboxes = mailboxes;
        this.summaries = summaries;
        this.previews = previews;
    }

    /// The same, but the preview of a message is looked up once, however many ask for it: for telling many people
    /// of one conversation, and then to be forgotten.
    public ConversationViews askingOnce() {
        Map<Map<ConversationId, Long>, Map<ConversationId, Preview>> found = new ConcurrentHashMap<>();
        return new ConversationViews(mailboxes, summaries, messages -> found.computeIfAbsent(messages, previews::of));
    }

    /// A conversation that `user` is in, given a second to arrive.
    ///
    /// @throws HongyanException `notFound` if they aren't, or if it was dissolved
    public ConversationView await(UserId user, ConversationId conversation) {
        return await(user, conversation, MailboxView.PATIENCE).orElseThrow(ConversationViews::notFound);
    }

    /// The same with another patience, and empty instead of `notFound`.
    public Optional<ConversationView> await(UserId user, ConversationId conversation, Duration patience) {
        return mailboxes
                .await(user, conversation, patience)
                .filter(_ -> !summaries.await(conversation).dissolved())
                .map(session -> of(user, new MailboxLine(conversation, session)));
    }

    /// One line joined.
    public ConversationView of(UserId user, MailboxLine line) {
        return of(user, List.of(line)).getFirst();
    }

    /// Lines joined, in their order.
    ///
    /// @throws HongyanException `unavailable` if this node hasn't heard of one of the conversations
    public List<ConversationView> of(UserId user, List<MailboxLine> lines) {
        Map<ConversationId, Preview> shown = previews.of(lines.stream()
                .filter(line -> line.session().messageSeq() > 0)
                .collect(Collectors.toMap(
                        MailboxLine::conversation, line -> line.session().messageSeq())));
        return lines.stream()
                .map(line -> ConversationView.of(user, line.session(), summary(line), shown.get(line.conversation())))
                .toList();
    }

    /// The answer to whoever asks for a conversation that they aren't in.
    public static HongyanException notFound() {
        return HongyanException.notFound("There is no such conversation.");
    }

    private Summary summary(MailboxLine line) {
        return summaries.await(line.conversation());
    }
}
