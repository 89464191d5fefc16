package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.conversation.DirectConversations;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.error.Problem;
import io.hongyan.error.Problems;
import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.gateway.live.Company;
import io.hongyan.gateway.push.Lane;
import io.hongyan.log.Reply;
import io.hongyan.mailbox.Marked;
import io.hongyan.mailbox.Marks;
import io.hongyan.mailbox.SettingsPatch;
import io.hongyan.message.Draft;
import io.hongyan.message.MessageService;
import io.hongyan.message.Sent;
import io.hongyan.message.operation.Operated;
import io.hongyan.message.operation.Operations;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Objects.requireNonNull;

/// Answers by way of the services. A send is appended by the thread that reads the socket, which keeps the
/// order; whatever may block goes to a lane, and sends that follow it go there too. Thread-safe.
final class Requests implements RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Function<String, Caller> authenticator;
    private final MessageService messages;
    private final Operations operations;
    private final DirectConversations directs;
    private final Marks marks;
    private final Company company;
    private final Acknowledgements acknowledgements;
    private final Reading reading;

    Requests(
            Function<String, Caller> authenticator,
            MessageService messages,
            Operations operations,
            DirectConversations directs,
            Marks marks,
            Company company,
            Acknowledgements acknowledgements,
            Reading reading) {
        this.authenticator = authenticator;
        this.messages = messages;
        this.operations = operations;
        this.directs = directs;
        this.marks = marks;
        this.company = company;
        this.acknowledgements = acknowledgements;
        this.reading = reading;
    }

    @Override
    public void handle(Client client, Caller caller, ClientFrame frame) {
        UserId user = caller.user();
        switch (frame) {
            case ClientFrame.Ping ping -> client.outbox().pong(ping.r());
            case ClientFrame.Ack ack -> acknowledge(client, caller, ack);
            case ClientFrame.Send send -> {
                if (client.begin()) {
                    send(client, user, send);
                }
            }
            case ClientFrame.SendTo send -> sendTo(client, user, send);
            case ClientFrame.Auth auth -> now(client, auth.r(), () -> renew(client, caller, auth));
            case ClientFrame.Operate operate -> operate(client, user, operate);
            case ClientFrame.Read read ->
                mark(
                        client,
                        read.r(),
                        read.conversation(),
                        reply -> marks.read(user, read.conversation(), read.seq(), reply));
            case ClientFrame.Unread unread ->
                mark(
                        client,
                        unread.r(),
                        unread.conversation(),
                        reply -> marks.unread(user, unread.conversation(), reply));
            case ClientFrame.Settings settings ->
                mark(
                        client,
                        settings.r(),
                        settings.conversation(),
                        reply -> marks.change(
                                user,
                                settings.conversation(),
                                new SettingsPatch(settings.muted(), settings.pinned(), settings.hidden()),
                                reply));
            case ClientFrame.Fetch fetch ->
                later(client, client.lanes().reads(), fetch.r(), () -> reading.fetch(user, fetch));
            case ClientFrame.Sync sync -> sync(client, user, sync);
            case ClientFrame.Typing typing ->
                tell(client, typing.r(), () -> company.typing(user, typing.conversation()));
            case ClientFrame.Watch watch ->
                tell(client, watch.r(), () -> company.watch(client.outbox(), watch.presence()));
            case ClientFrame.State state ->
                tell(client, state.r(), () -> company.status(client.outbox(), state.status()));
            case ClientFrame.Hello _ -> throw new IllegalArgumentException("hello isn't asked after hello");
        }
    }

    /// Answered where that is asked for, or it is wrong.
    private static void tell(Client client, @Nullable Long r, Runnable saying) {
        try {
            saying.run();
            if (r != null && client.begin()) {
                client.answer(new ServerFrame.Ok(r));
            }
        } catch (HongyanException problem) {
            client.refuse(r, problem);
        }
    }

    /// Not answered, unless it is wrong.
    private void acknowledge(Client client, Caller caller, ClientFrame.Ack ack) {
        try {
            acknowledgements.take(client, caller, ack);
        } catch (HongyanException problem) {
            client.refuse(ack.r(), problem);
        }
    }

    /// At once where nothing is before it; what may block goes to the lane, and whatever follows it waits behind it.
    private void send(Client client, UserId user, ClientFrame.Send send) {
        KeyedLanes lanes = client.lanes().sends();
        long key = key(user, send.conversation());
        // A send from before this node knew who the other person is waits under the conversation.
        boolean isFirst = lanes.isIdle(key) && lanes.isIdle(send.conversation().value());
        if (isFirst && !messages.mayBlock(user, send.conversation(), send.draft())) {
            append(client, user, send.conversation(), send.r(), send.draft());
        } else {
            lanes.run(key, () -> append(client, user, send.conversation(), send.r(), send.draft()));
        }
    }

    /// What keeps the order of a conversation's sends: of a direct one the other person, by whom it may be named too.
    private long key(UserId user, ConversationId conversation) {
        return messages.peer(user, conversation).map(UserId::value).orElse(conversation.value());
    }

    private void append(Client client, UserId user, ConversationId conversation, @Nullable Long r, Draft draft) {
        SendReply reply = new SendReply(client, conversation, r, draft);
        client.outbox().sending(conversation, reply.clientId());
        try {
            messages.send(user, conversation, draft, reply);
        } catch (RuntimeException failure) {
            reply.answer(error(r, failure, reply.clientId()));
        }
    }

    /// In the lane also where the conversation is known, so that sends to one person keep their order.
    private void sendTo(Client client, UserId user, ClientFrame.SendTo send) {
        if (!client.begin()) {
            return;
        }
        client.lanes().sends().run(send.to().value(), () -> {
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

    private static final class SendReply implements Reply<Sent> {

        private final Client client;
        private final ConversationId conversation;
        private final @Nullable Long r;
        private final String clientId;

        SendReply(Client client, ConversationId conversation, @Nullable Long r, Draft draft) {
            this.client = client;
            this.conversation = conversation;
            this.r = r;
            this.clientId = requireNonNull(draft.clientId(), "clientId is null");
        }

        String clientId() {
            return clientId;
        }

        @Override
        public void answered(Sent sent) {
            answer(new ServerFrame.SendOk(r, sent));
        }

        @Override
        public void failed(HongyanException problem) {
            answer(new ServerFrame.Error(r, problem.problem(), clientId));
        }

        void answer(ServerFrame frame) {
            client.answerSend(conversation, clientId, frame);
        }
    }

    /// In the order of the sends, and answered when it is done.
    private void operate(Client client, UserId user, ClientFrame.Operate operate) {
        if (!client.begin()) {
            return;
        }
        client.lanes().sends().run(key(user, operate.conversation()), () -> {
            try {
                operations.operate(
                        user,
                        operate.conversation(),
                        operate.target(),
                        operate.operation(),
                        new OperationReply(client, operate.r()));
            } catch (RuntimeException failure) {
                client.answer(error(operate.r(), failure, null));
            }
        });
    }

    private record OperationReply(Client client, @Nullable Long r) implements Reply<Operated> {

        @Override
        public void answered(Operated operated) {
            client.answer(new ServerFrame.OperationOk(r, operated));
        }

        @Override
        public void failed(HongyanException problem) {
            client.answer(new ServerFrame.Error(r, problem.problem(), null));
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

    /// The lane keeps the order of marks up to the log, and doesn't wait for it: answers come when they come.
    private static void mark(
            Client client, @Nullable Long r, ConversationId conversation, Consumer<Reply<Marked>> mark) {
        if (!client.begin()) {
            return;
        }
        client.lanes().marks().run(() -> {
            try {
                mark.accept(new MarkReply(client, r, conversation));
            } catch (RuntimeException failure) {
                client.answer(error(r, failure, null));
            }
        });
    }

    private record MarkReply(Client client, @Nullable Long r, ConversationId conversation) implements Reply<Marked> {

        @Override
        public void answered(Marked marked) {
            client.answer(new ServerFrame.MarkOk(r, conversation, marked));
        }

        @Override
        public void failed(HongyanException problem) {
            client.answer(new ServerFrame.Error(r, problem.problem(), null));
        }
    }

    private void sync(Client client, UserId user, ClientFrame.Sync sync) {
        if (client.begin()) {
            client.lanes().reads().run(() -> {
                switch (attempt(sync.r(), () -> new ServerFrame.Synced(sync.r(), reading.sync(user, sync)))) {
                    case ServerFrame.Synced synced when !synced.answer().more() -> client.answerSync(synced);
                    case ServerFrame answer -> client.answer(answer);
                }
            });
        }
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
