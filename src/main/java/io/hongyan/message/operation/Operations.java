package io.hongyan.message.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.log.Asking;
import io.hongyan.log.Refusals;
import io.hongyan.log.Reply;
import io.hongyan.message.ClientIds;
import io.hongyan.message.Contents;
import io.hongyan.message.RelationDoor;
import io.hongyan.message.SendLimit;
import io.hongyan.message.SentBefore;
import io.hongyan.message.history.Visibility;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The door of the log for what is done to messages: finds the message, and asks the log. Thread-safe.
public final class Operations {

    private final Visibility visibility;
    private final FoundMessage.Lookup messages;
    private final SentBefore.Lookup sentBefore;
    private final Contents contents;
    private final SendLimit limit;
    private final RelationDoor relations;
    private final BiConsumer<Command, Reply<Answer>> log;
    private final Refusals refusals;
    private final Times times;
    private final Clock clock;

    /// For how long after sending a message its sender may recall and edit it.
    public record Times(Duration recallWithin, Duration editWithin) {}

    /// `log` appends a command and tells its answer.
    public Operations(
            Visibility visibility,
            FoundMessage.Lookup messages,
            SentBefore.Lookup sentBefore,
            Contents contents,
            SendLimit limit,
            RelationDoor relations,
            BiConsumer<Command, Reply<Answer>> log,
            Refusals refusals,
            Times times,
            Clock clock) {
        this.visibility = visibility;
        this.messages = messages;
        this.sentBefore = sentBefore;
        this.contents = contents;
        this.limit = limit;
        this.relations = relations;
        this.log = log;
        this.refusals = refusals;
        this.times = times;
        this.clock = clock;
    }

    /// Does it to the message `seq`; `reply` hears when it is done, or why not. Doing it again is answered as before.
    ///
    /// Blocks while the message is looked up, and appends before it returns.
    ///
    /// @throws HongyanException `invalid`, `notFound`, `rateLimited` or `unavailable`; `reply` is then not called
    public void operate(
            UserId user, ConversationId conversation, long seq, Operation operation, Reply<Operated> reply) {
        limit.take(user);
        FoundMessage message = find(user, conversation, seq);
        Command.Operation command = command(user, conversation, message, operation);
        Operated before = command instanceof Command.Edit edit ? editedBefore(edit) : null;
        if (before != null) {
            reply.answered(before);
            return;
        }
        // An edit says something as a message does; what was said may be taken back whatever has come between.
        boolean allowed = operation instanceof Operation.Recall || relations.allows(user, conversation);
        log.accept(allowed ? command : new Command.Barred(command), new Reply<>() {
            @Override
            public void answered(Answer answer) {
                answer(command, answer, reply);
            }

            @Override
            public void failed(HongyanException problem) {
                reply.failed(problem);
            }
        });
    }

    /// The same, and waits until it is done.
    public Operated operate(UserId user, ConversationId conversation, long seq, Operation operation) {
        return Asking.ask(reply -> operate(user, conversation, seq, operation, reply));
    }

    private FoundMessage find(UserId user, ConversationId conversation, long seq) {
        Optional<FoundMessage> found = seq < visibility.firstVisible(user, conversation)
                ? Optional.empty()
                : messages.findMessage(conversation, seq);
        return found.orElseThrow(() -> HongyanException.notFound("There is no such message."));
    }

    private Command.Operation command(
            UserId user, ConversationId conversation, FoundMessage message, Operation operation) {
        return switch (operation) {
            case Operation.Recall _ ->
                new Command.Recall(
                        conversation,
                        user,
                        message.target(),
                        message.recalled(),
                        times.recallWithin().toMillis());
            case Operation.Edit(@Nullable String clientId, @Nullable JsonNode body) ->
                new Command.Edit(
                        conversation,
                        user,
                        message.target(),
                        message.recalled(),
                        ClientIds.require(clientId),
                        message.kind(),
                        contents.edited(message.kind(), body),
                        times.editWithin().toMillis());
            case Operation.React(String emoji, boolean on) -> react(user, conversation, message, emoji, on);
            case Operation.Pin(boolean on) ->
                new Command.Pin(conversation, user, message.target(), message.recalled(), on);
        };
    }

    private Command.React react(
            UserId user, ConversationId conversation, FoundMessage message, String emoji, boolean on) {
        if (!Emoji.isOne(emoji)) {
            throw HongyanException.invalid("/emoji", "must be an emoji");
        }
        FoundMessage.FoundReaction known =
                messages.findReaction(conversation, message.target().seq(), user, emoji);
        return new Command.React(
                conversation, user, message.target(), message.recalled(), emoji, on, known.last(), known.others());
    }

    /// What the log has forgotten of an edit is looked up, as for a message.
    private @Nullable Operated editedBefore(Command.Edit edit) {
        if (!ClientIds.mayBeOlderThanTheLog(edit.clientId(), clock.instant())) {
            return null;
        }
        SentBefore before = sentBefore
                .find(edit.conversation(), edit.actor(), edit.clientId())
                .orElse(null);
        if (before == null) {
            return null;
        }
        boolean same = Long.valueOf(edit.target().seq()).equals(before.target())
                && before.content().kind().equals(edit.kind())
                && before.content().body().equals(edit.body());
        if (!same) {
            throw new HongyanException(
                    ErrorCode.CLIENT_ID_CONFLICT, "this clientId was used for a message with another content");
        }
        return operated(edit, before.seq(), before.at().toEpochMilli(), true);
    }

    private void answer(Command.Operation command, Answer answer, Reply<Operated> reply) {
        switch (answer) {
            case Event.Operation done -> reply.answered(operated(command, done.seq(), done.at(), false));
            case Outcome.DoneBefore before -> reply.answered(operated(command, before.seq(), before.at(), true));
            case Outcome.Refused refused ->
                reply.failed(refusals.problem(refused, command.actor(), command.conversation()));
            case Event _, Outcome _ -> throw new IllegalStateException("no answer to an operation: " + answer);
        }
    }

    private static Operated operated(Command.Operation command, long seq, long at, boolean duplicate) {
        return new Operated(command.conversation(), seq, command.target().seq(), Instant.ofEpochMilli(at), duplicate);
    }
}
