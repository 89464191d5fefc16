package io.hongyan.message;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Snowflake;
import io.hongyan.log.Asking;
import io.hongyan.log.Log;
import io.hongyan.log.Refusals;
import io.hongyan.log.Reply;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The door of the log for messages: checks a draft, and answers when it is durable and numbered. Thread-safe.
public final class MessageService {

    private final Contents contents;
    private final SendLimit limit;
    private final Snowflake ids;
    private final Log log;
    private final SentBefore.Lookup sentBefore;
    private final RelationDoor relations;
    private final MediaDoor media;
    private final Refusals refusals;
    private final MessageMetrics metrics;
    private final Clock clock;

    public MessageService(
            Contents contents,
            SendLimit limit,
            Snowflake ids,
            Log log,
            SentBefore.Lookup sentBefore,
            RelationDoor relations,
            MediaDoor media,
            Refusals refusals,
            MessageMetrics metrics,
            Clock clock) {
        this.contents = contents;
        this.limit = limit;
        this.ids = ids;
        this.log = log;
        this.sentBefore = sentBefore;
        this.relations = relations;
        this.media = media;
        this.refusals = refusals;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Whether sending this may block: because it carries media, because it may have been sent longer ago than the log
    /// remembers, or because the relation chain has to be asked first.
    public boolean mayBlock(UserId sender, ConversationId conversation, Draft draft) {
        return contents.mayBlock(draft) || isLateRetry(draft) || !relations.isKnown(sender, conversation);
    }

    /// Whom `user` talks to in a direct conversation; empty for a group, and for one that this node hasn't heard of.
    public Optional<UserId> peer(UserId user, ConversationId conversation) {
        return relations.peer(user, conversation);
    }

    private boolean isLateRetry(Draft draft) {
        return draft.clientId() != null && ClientIds.mayBeOlderThanTheLog(draft.clientId(), clock.instant());
    }

    /// Sends a message; `reply` hears when it is durable, or why not.
    ///
    /// Appends before it returns, so that what one thread sends keeps its order. Blocks only for media, for a late
    /// retry, which is looked up first, and where the relation chain has to be asked.
    ///
    /// @throws HongyanException `invalid`, `rateLimited` or `unavailable`; `reply` is then not called
    public void send(UserId sender, ConversationId conversation, Draft draft, Reply<Sent> reply) {
        send(sender, conversation, draft.clientId(), contents.of(sender, draft), reply);
    }

    /// The same for a content that is checked already.
    public void send(
            UserId sender,
            ConversationId conversation,
            @Nullable String givenClientId,
            Content content,
            Reply<Sent> reply) {
        String clientId = ClientIds.require(givenClientId);
        limit.take(sender);
        Command.Send send = new Command.Send(conversation, sender, clientId, new MessageId(ids.next()), content);
        if (ClientIds.mayBeOlderThanTheLog(clientId, clock.instant())) {
            sentBefore
                    .find(conversation, sender, clientId)
                    .ifPresentOrElse(found -> answer(send, found, reply), () -> admit(send, reply));
        } else {
            admit(send, reply);
        }
    }

    private void admit(Command.Send send, Reply<Sent> reply) {
        if (relations.allows(send.actor(), send.conversation())) {
            media.admit(send.conversation(), send.actor(), send.clientId(), send.content());
            append(send, send, reply);
        } else {
            append(new Command.Barred(send), send, reply);
        }
    }

    /// Sends a message, and waits until it is durable.
    ///
    /// @throws HongyanException as above, or what the log refuses it for
    public Sent send(UserId sender, ConversationId conversation, Draft draft) {
        return Asking.ask(reply -> send(sender, conversation, draft, reply));
    }

    private static void answer(Command.Send send, SentBefore before, Reply<Sent> reply) {
        MessageId messageId = before.messageId();
        if (messageId != null && before.content().equals(send.content())) {
            reply.answered(sent(send, messageId, before.seq(), before.ordinal(), before.at(), true));
        } else {
            reply.failed(new HongyanException(
                    ErrorCode.CLIENT_ID_CONFLICT, "this clientId was used for a message with another content"));
        }
    }

    private void append(Command command, Command.Send send, Reply<Sent> reply) {
        Timer.Sample appending = metrics.appending();
        log.append(command, new Reply<>() {
            @Override
            public void answered(Answer answer) {
                switch (answer) {
                    case Event.MessageSent message -> {
                        metrics.acknowledged(appending);
                        reply.answered(sent(
                                send,
                                message.messageId(),
                                message.seq(),
                                message.ordinal(),
                                Instant.ofEpochMilli(message.at()),
                                false));
                    }
                    case Outcome.Duplicate first ->
                        reply.answered(sent(
                                send,
                                first.messageId(),
                                first.seq(),
                                first.ordinal(),
                                Instant.ofEpochMilli(first.at()),
                                true));
                    case Outcome.Refused refused ->
                        reply.failed(refusals.problem(refused, send.actor(), send.conversation()));
                    case Event _, Outcome _ -> throw new IllegalStateException("no answer to a send: " + answer);
                }
            }

            @Override
            public void failed(HongyanException problem) {
                reply.failed(problem);
            }
        });
    }

    private static Sent sent(
            Command.Send send, MessageId messageId, long seq, long ordinal, Instant at, boolean duplicate) {
        return new Sent(send.conversation(), send.clientId(), messageId, seq, ordinal, at, duplicate);
    }
}
