package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.conversation.DirectConversations;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.error.Problem;
import io.hongyan.error.Problems;
import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.gateway.push.Lane;
import io.hongyan.log.Reply;
import io.hongyan.mailbox.Marked;
import io.hongyan.mailbox.Marks;
import io.hongyan.mailbox.SettingsPatch;
import io.hongyan.message.Draft;
import io.hongyan.message.MessageService;
import io.hongyan.message.Sent;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.SyncAnswer;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Objects.requireNonNull;

/// Answers by way of the services. A send is appended by the thread that reads the socket, which keeps the
/// order; whatever may block goes to a lane. Thread-safe.
final class Requests implements RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Function<String, Caller> authenticator;
    private final MessageService messages;
    private final DirectConversations directs;
    private final Marks marks;
    private final Reading reading;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;

    Requests(
            Function<String, Caller> authenticator,
            MessageService messages,
            DirectConversations directs,
            Marks marks,
            Reading reading,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.authenticator = authenticator;
        this.messages = messages;
        this.directs = directs;
        this.marks = marks;
        this.reading = reading;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public void handle(Client client, Caller caller, ClientFrame frame) {
        UserId user = caller.user();
        switch (frame) {
            case ClientFrame.Ping ping -> client.outbox().pong(ping.r());
            case ClientFrame.Ack ack -> client.outbox().stored(ack.cursor());
            case ClientFrame.Send send -> {
                if (client.begin()) {
                    append(client, user, send.conversation(), send.r(), send.draft());
                }
            }
            case ClientFrame.SendTo send -> sendTo(client, user, send);
            case ClientFrame.Auth auth -> now(client, auth.r(), () -> renew(client, caller, auth));
            case ClientFrame.Read read ->
                mark(client, read.r(), read.conversation(), () -> marks.read(user, read.conversation(), read.seq()));
            case ClientFrame.Unread unread ->
                mark(client, unread.r(), unread.conversation(), () -> marks.unread(user, unread.conversation()));
            case ClientFrame.Settings settings ->
                mark(
                        client,
                        settings.r(),
                        settings.conversation(),
                        () -> marks.change(
                                user,
                                settings.conversation(),
                                new SettingsPatch(settings.muted(), settings.pinned(), settings.hidden())));
            case ClientFrame.Fetch fetch ->
                later(client, client.lanes().reads(), fetch.r(), () -> reading.fetch(user, fetch));
            case ClientFrame.Sync sync -> sync(client, user, sync);
            case ClientFrame.Hello _ -> throw new IllegalArgumentException("hello isn't asked after hello");
        }
    }

    private void append(Client client, UserId user, ConversationId conversation, @Nullable Long r, Draft draft) {
        SendReply reply = new SendReply(client, conversation, r, draft, nanoTime.getAsLong());
        client.outbox().sending(conversation, reply.clientId());
        try {
            messages.send(user, conversation, draft, reply);
        } catch (HongyanException problem) {
            reply.failed(problem);
        }
    }

    /// In the lane also where the conversation is known, so that sends to one person keep their order.
    private void sendTo(Client client, UserId user, ClientFrame.SendTo send) {
        if (!client.begin()) {
            return;
        }
        client.lanes().sends().run(() -> {
            ConversationId conversation;
            try {
                conversation = directs.findOrCreate(user, send.to()).conversation();
            } catch (RuntimeException failure) {
                client.answer(error(send.r(), failure, send.draft().clientId()));
                return;
            }
            append(client, user, conversation, send.r(), send.draft());
        });
    }

    private final class SendReply implements Reply<Sent> {

        private final Client client;
        private final ConversationId conversation;
        private final @Nullable Long r;
        private final String clientId;
        private final long since;

        SendReply(Client client, ConversationId conversation, @Nullable Long r, Draft draft, long since) {
            this.client = client;
            this.conversation = conversation;
            this.r = r;
            this.clientId = requireNonNull(draft.clientId(), "clientId is null");
            this.since = since;
        }

        String clientId() {
            return clientId;
        }

        @Override
        public void answered(Sent sent) {
            metrics.acknowledged(Duration.ofNanos(nanoTime.getAsLong() - since));
            client.answerSend(conversation, clientId, new ServerFrame.SendOk(r, sent));
        }

        @Override
        public void failed(HongyanException problem) {
            client.answerSend(conversation, clientId, new ServerFrame.Error(r, problem.problem(), clientId));
        }
    }

    private ServerFrame renew(Client client, Caller caller, ClientFrame.Auth auth) {
        Caller renewed = authenticator.apply(auth.token());
        if (!renewed.user().equals(caller.user()) || !renewed.device().equals(caller.device())) {
            throw new HongyanException(ErrorCode.FORBIDDEN, "the token is of another user or device");
        }
        client.renew(renewed);
        return new ServerFrame.Ok(auth.r());
    }

    private void mark(Client client, @Nullable Long r, ConversationId conversation, Supplier<Marked> mark) {
        later(client, client.lanes().marks(), r, () -> new ServerFrame.MarkOk(r, conversation, mark.get()));
    }

    private void sync(Client client, UserId user, ClientFrame.Sync sync) {
        later(client, client.lanes().reads(), sync.r(), () -> {
            SyncAnswer answer = reading.sync(user, sync);
            if (!answer.more()) {
                client.outbox().stored(answer.cursor());
            }
            return new ServerFrame.Synced(sync.r(), answer);
        });
    }

    private static void later(Client client, Lane lane, @Nullable Long r, Supplier<ServerFrame> answer) {
        if (client.begin()) {
            lane.run(() -> client.answer(attempt(r, answer)));
        }
    }

    private static void now(Client client, @Nullable Long r, Supplier<ServerFrame> answer) {
        if (client.begin()) {
            client.answer(attempt(r, answer));
        }
    }

    private static ServerFrame attempt(@Nullable Long r, Supplier<ServerFrame> answer) {
        try {
            return answer.get();
        } catch (RuntimeException failure) {
            return error(r, failure, null);
        }
    }

    /// What is our own fault is logged here, once.
    private static ServerFrame error(@Nullable Long r, RuntimeException failure, @Nullable String clientId) {
        Problem problem = Problems.of(failure);
        if (problem.status() == ErrorCode.INTERNAL.status()) {
            LOG.error("a request can't be answered", failure);
        }
        return new ServerFrame.Error(r, problem, clientId);
    }
}
