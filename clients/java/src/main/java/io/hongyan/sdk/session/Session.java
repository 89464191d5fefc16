package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.FrameEncoder;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Outgoing;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.model.UnavailableException;
import io.hongyan.sdk.model.Unread;
import io.hongyan.sdk.rest.AccessToken;
import io.hongyan.sdk.timeline.UnreadState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// One device's life with the server, over as many sockets as it takes.
///
/// Public methods may be called from any thread; all the rest happens on the [Loop].
public final class Session {

    /// How often in a row fresh tokens may be refused.
    private static final int MAX_REFUSALS = 2;

    private final SessionParts parts;
    private final Loop loop;
    private final Requests requests;
    private final Teller teller;
    private final Inbox inbox;
    private final UnreadState unread = new UnreadState();
    private final Syncer syncer;
    private final Courier courier;
    private final Calls calls;
    private final Backoff backoff;
    private final Object sending = new Object();
    private volatile boolean closing;
    private boolean closed;
    private @Nullable Connection connection;
    private @Nullable AccessToken token;
    private @Nullable AccessToken spent;
    private @Nullable Duration retryAfter;
    private int failures;
    private int refusals;
    private String me = "";

    public Session(SessionParts parts) {
        this.parts = parts;
        loop = parts.loop();
        requests = new Requests(loop);
        teller = new Teller(parts.deliveries(), parts.listener(), parts.progress());
        inbox = new Inbox(parts, requests, teller, this::whole);
        syncer = new Syncer(parts, requests, inbox, unread, teller, this::synced);
        courier = new Courier(parts, requests, this::acknowledged);
        calls = new Calls(parts, requests);
        backoff = new Backoff(parts.random());
    }

    /// Connects, and sends what is in the outbox.
    public void start() {
        List<Outgoing> waiting = parts.outbox().waiting();
        loop.execute(() -> {
            waiting.forEach(message -> courier.add(message, new CompletableFuture<>()));
            connect();
        });
    }

    /// Stores a message in the outbox and sends it.
    public CompletableFuture<Acknowledgement> send(Outgoing message) {
        // What the server would refuse for its form is refused here, before it is in the outbox.
        FrameEncoder.encode(ClientFrame.Send.of(Long.MAX_VALUE, message));
        CompletableFuture<Acknowledgement> future = new CompletableFuture<>();
        // Stored and handed over in one order.
        synchronized (sending) {
            requireOpen();
            parts.outbox().add(message);
            loop.execute(() -> courier.add(message, future));
        }
        return future;
    }

    /// Makes a request that may be made again without harm.
    public <T> CompletableFuture<T> call(
            LongFunction<ClientFrame> frame, Function<ServerFrame.Answer, Optional<T>> read) {
        requireOpen();
        FrameEncoder.encode(frame.apply(Long.MAX_VALUE));
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.execute(() -> calls.call(frame, answer -> {
                    if (answer instanceof ServerFrame.MarkOk ok) {
                        marked(ok, frame.apply(0));
                    }
                    return read.apply(answer);
                })
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        future.complete(result);
                    } else {
                        future.completeExceptionally(failure);
                    }
                }));
        return future;
    }

    /// Ends it; the last event is [Event.Closed].
    public void close() {
        synchronized (sending) {
            closing = true;
        }
        loop.execute(() -> finish(null));
    }

    /// Ends it because something in here failed, or in what was handed in.
    public void fail(RuntimeException failure) {
        finish(failure);
    }

    private void requireOpen() {
        if (closing) {
            throw new IllegalStateException("the client is closed");
        }
    }

    private void finish(@Nullable RuntimeException failure) {
        if (closed) {
            return;
        }
        closing = true;
        closed = true;
        Connection last = connection;
        if (last != null) {
            last.end();
            offline();
        }
        courier.close();
        calls.close();
        teller.tell(new Event.Closed(failure));
    }

    private void connect() {
        if (closed) {
            return;
        }
        AccessToken refused = spent;
        loop.block(() -> parts.tokens().token(refused), this::open, failure -> {
            if (failure instanceof ProblemException problem
                    && !problem.problem().retryable()) {
                finish(problem);
            } else {
                reconnect("no token: " + failure.getMessage());
            }
        });
    }

    private void open(AccessToken fresh) {
        if (closed) {
            return;
        }
        token = fresh;
        connection = new Connection(parts, requests, fresh, new Owner());
        connection.open();
    }

    private void reconnect(String reason) {
        failures++;
        Duration wait = retryAfter == null ? backoff.after(failures) : retryAfter;
        retryAfter = null;
        teller.tell(new Event.Disconnected(reason, wait));
        loop.after(wait, this::connect);
    }

    private void offline() {
        connection = null;
        requests.closed();
        inbox.offline();
        syncer.offline();
        courier.offline();
        calls.offline();
    }

    private void lost(int code, String reason) {
        offline();
        CloseCode meaning = CloseCode.of(code);
        if (meaning == CloseCode.FINAL) {
            finish(new UnavailableException("the server won't have this device any more: " + reason));
            return;
        }
        if (meaning == CloseCode.TOKEN) {
            spent = token;
            refusals++;
            if (refusals > MAX_REFUSALS) {
                finish(new UnavailableException("the server refuses every token: " + reason));
                return;
            }
        }
        reconnect(reason);
    }

    private void welcomed(ServerFrame.Welcome welcome) {
        me = welcome.userId();
        parts.ids().correct(welcome.now());
        requests.limit(welcome.limits().unanswered());
        refusals = 0;
        spent = null;
        teller.tell(new Event.Connected(me, welcome.deviceId(), welcome.node()));
        inbox.online();
        syncer.online(me);
        courier.online();
        calls.online();
    }

    private void synced() {
        failures = 0;
        askUnread(1);
    }

    private void whole() {
        syncer.store();
    }

    private void acknowledged(Outgoing message, Acknowledgement acknowledgement) {
        inbox.pushed(Entry.of(message, acknowledgement, me), me);
    }

    private void marked(ServerFrame.MarkOk ok, ClientFrame asked) {
        Boolean muted = asked instanceof ClientFrame.Settings settings ? settings.muted() : null;
        tell(unread.marked(ok.conversationId(), ok.marked(), muted));
    }

    /// The socket tells only of counts that change, so the rest is asked for.
    private void askUnread(int thisTry) {
        Connection asked = connection;
        Runnable again = () -> loop.after(backoff.after(thisTry), () -> {
            if (connection == asked && asked != null) {
                askUnread(thisTry + 1);
            }
        });
        loop.block(
                () -> parts.directory().unread(),
                all -> {
                    Optional<Unread> changed = unread.all(all);
                    tell(changed);
                    if (changed.isEmpty()) {
                        again.run();
                    }
                },
                failure -> again.run());
    }

    private void tell(Optional<Unread> changed) {
        changed.ifPresent(now -> teller.tell(new Event.UnreadChanged(now)));
    }

    private void handle(ServerFrame frame) {
        if (frame instanceof ServerFrame.Pong pong) {
            syncer.pushed(pong.cursor());
        } else if (frame instanceof ServerFrame.Answer answer) {
            if (!requests.answered(answer)) {
                courier.late(answer);
            }
        } else if (frame instanceof ServerFrame.Pushed pushed) {
            inbox.pushed(pushed.entry(), me);
        } else if (frame instanceof ServerFrame.PushedTogether together) {
            together.entries().forEach(entry -> inbox.pushed(entry, me));
        } else if (frame instanceof ServerFrame.Heads heads) {
            inbox.heads(heads.heads());
        } else if (frame instanceof ServerFrame.ConversationChanged changed) {
            unread.learn(changed.conversation().id(), changed.conversation().muted());
            inbox.view(changed.conversation(), changed.conversation().joinedSeq() - 1);
        } else if (frame instanceof ServerFrame.UnreadChanged counts) {
            tell(unread.changed(counts.conversations(), counts.total(), counts.version()));
            syncer.pushed(counts.cursor());
        } else if (frame instanceof ServerFrame.Read read) {
            teller.tell(new Event.Read(read.conversationId(), read.items()));
        } else if (frame instanceof ServerFrame.Bye bye) {
            retryAfter = bye.retryAfterMs() == null ? null : Duration.ofMillis(bye.retryAfterMs());
        }
    }

    /// What a socket tells the session.
    private final class Owner implements Connection.Owner {

        @Override
        public boolean owns(Connection socket) {
            return connection == socket;
        }

        @Override
        public @Nullable String cursor() {
            return syncer.cursor();
        }

        @Override
        public void welcomed(ServerFrame.Welcome welcome) {
            Session.this.welcomed(welcome);
        }

        @Override
        public void renewed(AccessToken fresh) {
            token = fresh;
        }

        @Override
        public void received(ServerFrame frame) {
            handle(frame);
        }

        @Override
        public void lost(int code, String reason) {
            Session.this.lost(code, reason);
        }
    }
}
