package io.hongyan.message;

import io.hongyan.error.HongyanException;
import io.hongyan.log.Asking;
import io.hongyan.log.Refusals;
import io.hongyan.log.Reply;
import io.hongyan.message.history.Visibility;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The door of the log for recalls: finds the message, and asks the log to take it back. Thread-safe.
public final class Recalls {

    private final Visibility visibility;
    private final FoundMessage.Lookup messages;
    private final BiConsumer<Command, Reply<Answer>> log;
    private final Refusals refusals;
    private final Duration within;

    /// A sender may recall what they sent `within` this time; `log` appends a command and tells its answer.
    public Recalls(
            Visibility visibility,
            FoundMessage.Lookup messages,
            BiConsumer<Command, Reply<Answer>> log,
            Refusals refusals,
            Duration within) {
        this.visibility = visibility;
        this.messages = messages;
        this.log = log;
        this.refusals = refusals;
        this.within = within;
    }

    /// Recalls the message `seq`; `reply` hears when it is done, or why not. Doing it again is answered as before.
    ///
    /// Blocks while the message is looked up, and appends before it returns.
    ///
    /// @throws HongyanException `notFound` or `unavailable`; `reply` is then not called
    public void recall(UserId user, ConversationId conversation, long seq, Reply<Operated> reply) {
        FoundMessage message = seq < visibility.firstVisible(user, conversation) ? null : find(conversation, seq);
        if (message == null) {
            throw HongyanException.notFound("There is no such message.");
        }
        Command.Recall recall =
                new Command.Recall(conversation, user, message.target(), message.recalled(), within.toMillis());
        log.accept(recall, new Reply<>() {
            @Override
            public void answered(Answer answer) {
                answer(recall, answer, reply);
            }

            @Override
            public void failed(HongyanException problem) {
                reply.failed(problem);
            }
        });
    }

    /// The same, and waits until it is done.
    public Operated recall(UserId user, ConversationId conversation, long seq) {
        return Asking.ask(reply -> recall(user, conversation, seq, reply));
    }

    private @Nullable FoundMessage find(ConversationId conversation, long seq) {
        return messages.find(conversation, seq).orElse(null);
    }

    private void answer(Command.Recall recall, Answer answer, Reply<Operated> reply) {
        switch (answer) {
            case Event.MessageRecalled done ->
                reply.answered(operated(recall, done.seq(), Instant.ofEpochMilli(done.at()), false));
            case Outcome.RecalledBefore before ->
                reply.answered(operated(recall, before.seq(), Instant.ofEpochMilli(before.at()), true));
            case Outcome.Refused refused ->
                reply.failed(refusals.problem(refused, recall.actor(), recall.conversation()));
            case Event.MessageSent _,
                    Event.Created _,
                    Event.MembersAdded _,
                    Event.MemberRemoved _,
                    Event.RoleChanged _,
                    Event.SettingsChanged _,
                    Event.Dissolved _,
                    Outcome.Duplicate _,
                    Outcome.Done _,
                    Outcome.Unchanged _ -> throw new IllegalStateException("no answer to a recall: " + answer);
        }
    }

    private static Operated operated(Command.Recall recall, long seq, Instant at, boolean duplicate) {
        return new Operated(recall.conversation(), seq, recall.target().seq(), at, duplicate);
    }
}
