package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.gateway.frame.CloseCode;
import io.hongyan.gateway.frame.Farewell;
import io.hongyan.gateway.frame.Incoming;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.gateway.push.Outbox;
import io.hongyan.gateway.push.Reader;
import io.hongyan.streams.id.ConversationId;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket as the protocol has it, from its opening over `hello` to its end.
///
/// [#received] is called by one thread at a time; everything else by any.
final class Client {

    /// How long the other side may take to end its part of a close.
    static final long GRACE_NANOS = 5_000_000_000L;

    /// When a client that asked too much at once may connect again.
    private static final long LIMIT_RETRY_MS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);

    private final GatewayParts parts;
    private final Gateway gateway;
    private final ClientWire wire;
    private final Outbox outbox;
    private final Lanes lanes;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final long openedAt;
    private volatile long heardAt;
    private volatile long endedAt;
    private volatile boolean ended;
    private volatile boolean gone;
    private volatile @Nullable Caller caller;
    private long pingAt;

    Client(GatewayParts parts, Gateway gateway, ClientWire wire, Outbox outbox, Lanes lanes) {
        this.parts = parts;
        this.gateway = gateway;
        this.wire = wire;
        this.outbox = outbox;
        this.lanes = lanes;
        this.openedAt = parts.nanoTime().getAsLong();
        this.heardAt = openedAt;
        this.pingAt = openedAt + parts.rules().pingInterval().toNanos();
    }

    Outbox outbox() {
        return outbox;
    }

    Lanes lanes() {
        return lanes;
    }

    /// Who is behind the socket; null before `hello`.
    @Nullable
    Caller caller() {
        return caller;
    }

    /// Something came, if only a pong.
    void heard() {
        heardAt = parts.nanoTime().getAsLong();
    }

    /// Calls `read` when there is room for answers to more frames.
    void whenReady(Runnable read) {
        outbox.whenRoom(read);
    }

    /// Takes a text frame. This is the socket's loop: what fails here ends the socket, and nothing else.
    void received(String text) {
        if (ended) {
            return;
        }
        parts.metrics().received();
        try {
            accept(parts.frames().read(text));
        } catch (RuntimeException failure) {
            LOG.error("a frame can't be handled", failure);
            close(CloseCode.FAILED);
        }
    }

    private void accept(Incoming incoming) {
        switch (incoming) {
            case Incoming.Malformed _ -> close(CloseCode.MALFORMED);
            case Incoming.Invalid invalid -> refuse(invalid.r(), invalid.problem(), invalid.clientId());
            case ClientFrame.Hello hello -> hello(hello);
            case ClientFrame frame -> request(frame);
        }
    }

    private void request(ClientFrame frame) {
        Caller who = caller;
        if (who == null) {
            refuse(frame.r(), new HongyanException(ErrorCode.UNAUTHENTICATED, "say hello first"));
            close(CloseCode.NO_HELLO);
        } else {
            parts.requests().handle(this, who, frame);
        }
    }

    private void hello(ClientFrame.Hello hello) {
        if (caller != null) {
            refuse(hello.r(), new HongyanException(ErrorCode.CONFLICT, "this socket has said hello already"));
            return;
        }
        Caller who;
        try {
            who = parts.authenticator().apply(hello.token());
        } catch (HongyanException problem) {
            refuse(hello.r(), problem);
            close(problem.code() == ErrorCode.FORBIDDEN ? CloseCode.DISABLED : CloseCode.TOKEN);
            return;
        }
        enter(hello, who);
    }

    private void enter(ClientFrame.Hello hello, Caller who) {
        outbox.cork(new Reader(who.user(), hello.push(), hello.cursor(), parts.cursors()));
        caller = who;
        gateway.entered(this, who);
        try {
            outbox.registered(parts.subscriptions().open(who.user(), outbox).position());
        } catch (HongyanException problem) {
            refuse(hello.r(), problem);
            close(CloseCode.OVERLOAD);
            return;
        }
        if (gone) {
            leave(who);
            return;
        }
        parts.company().entered(outbox, who);
        if (gone) {
            // It went before it could be missed.
            parts.company().left(outbox);
        }
        // Between the check of the token and this socket being known, nobody would have told it.
        revoked();
        outbox.greet(parts.welcome(hello, who));
    }

    /// A token that was renewed.
    void renew(Caller renewed) {
        caller = renewed;
    }

    /// Something on the device was revoked, perhaps what this socket came with.
    void revoked() {
        Caller who = caller;
        if (who == null) {
            return;
        }
        switch (parts.standing().apply(who)) {
            case GOOD -> {}
            case REVOKED -> finish(Farewell.REVOKED, null);
            case REPLACED -> finish(Farewell.REPLACED, null);
            case DISABLED -> finish(Farewell.DISABLED, null);
        }
    }

    /// Counts a request that is going to be answered; false if there are too many, and the socket is closed for it.
    boolean begin() {
        if (unanswered.incrementAndGet() > parts.rules().maxUnanswered()) {
            finish(Farewell.LIMIT, LIMIT_RETRY_MS);
            return false;
        }
        return true;
    }

    /// Answers a request that was begun.
    void answer(ServerFrame frame) {
        unanswered.decrementAndGet();
        count(frame);
        outbox.answer(frame);
    }

    /// Answers a send that was begun.
    void answerSend(ConversationId conversation, String clientId, ServerFrame frame) {
        unanswered.decrementAndGet();
        count(frame);
        outbox.answerSend(conversation, clientId, frame);
    }

    /// Tells of a frame that can't be handled, and needs no answer else.
    void refuse(@Nullable Long r, HongyanException problem) {
        refuse(r, problem, null);
    }

    /// Answers the end of a sync, which was begun.
    void answerSync(ServerFrame.Synced synced) {
        unanswered.decrementAndGet();
        outbox.answerSync(synced, synced.answer().cursor());
    }

    private void refuse(@Nullable Long r, HongyanException problem, @Nullable String clientId) {
        ServerFrame error = new ServerFrame.Error(r, problem.problem(), clientId);
        count(error);
        outbox.answer(error);
    }

    private void count(ServerFrame answer) {
        if (answer instanceof ServerFrame.Error error) {
            parts.metrics().rejected(error.error());
        }
    }

    void finish(Farewell farewell, @Nullable Long retryAfterMs) {
        end();
        outbox.finish(farewell, retryAfterMs);
    }

    void close(CloseCode code) {
        end();
        outbox.close(code);
    }

    private void end() {
        if (!ended) {
            endedAt = parts.nanoTime().getAsLong();
            ended = true;
        }
    }

    /// The socket is closed.
    void gone(int code) {
        end();
        gone = true;
        outbox.closed();
        gateway.closed(this, code);
        Caller who = caller;
        if (who != null) {
            // A thread that writes may tell it, and mustn't wait for those who push.
            parts.executor().execute(() -> leave(who));
        }
    }

    /// To be called also by whoever enters while the socket closes.
    private void leave(Caller who) {
        gateway.left(this, who);
        parts.company().left(outbox);
        parts.subscriptions().close(who.user(), outbox);
    }

    /// Does what time asks for. To be called several times a second.
    void tick(long now) {
        if (ended) {
            if (now - endedAt > GRACE_NANOS) {
                wire.disconnect();
            }
            return;
        }
        GatewayRules rules = parts.rules();
        Caller who = caller;
        if (!outbox.hasRoom()) {
            // Nothing is read meanwhile, pongs included.
            heardAt = now;
        }
        if (who == null && now - openedAt > rules.helloTimeout().toNanos()) {
            close(CloseCode.NO_HELLO);
        } else if (now - heardAt > 2 * rules.pingInterval().toNanos()) {
            close(CloseCode.GOING_AWAY);
        } else if (who != null && parts.isOverdue(who)) {
            close(CloseCode.TOKEN);
        } else if (outbox.stuckFor() > rules.stuckAfter().toNanos()) {
            finish(Farewell.SLOW, null);
        } else {
            outbox.tick();
            ping(now);
        }
    }

    private void ping(long now) {
        if (now - pingAt >= 0) {
            pingAt = now + parts.rules().pingInterval().toNanos();
            wire.ping();
        }
    }
}
