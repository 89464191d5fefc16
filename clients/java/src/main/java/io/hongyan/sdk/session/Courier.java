package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Outgoing;
import io.hongyan.sdk.model.Problem;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.model.UnavailableException;
import io.hongyan.sdk.outbox.Outbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Brings the outbox to the server. On the loop only.
///
/// Each destination has a lane, in which one message at a time is under way: the next one goes when the one before was
/// acknowledged or finally refused, so that a message that has to be sent again isn't overtaken.
final class Courier {

    /// Well below the requests that a server lets wait on one socket.
    private static final int MAX_UNDER_WAY = 100;

    private final Loop loop;
    private final Requests requests;
    private final Outbox outbox;
    private final Backoff backoff;
    private final Executor completions;
    private final BiConsumer<Outgoing, Acknowledgement> acknowledged;
    private final Map<Destination, Lane> lanes = new HashMap<>();
    private final Map<String, Parcel> parcels = new HashMap<>();
    private final Queue<Lane> ready = new ArrayDeque<>();
    private int underWay;
    private boolean online;
    private boolean closed;

    Courier(SessionParts parts, Requests requests, BiConsumer<Outgoing, Acknowledgement> acknowledged) {
        this.loop = parts.loop();
        this.requests = requests;
        this.outbox = parts.outbox();
        this.backoff = new Backoff(parts.random());
        this.completions = parts.completions();
        this.acknowledged = acknowledged;
    }

    private enum State {
        IDLE,
        READY,
        UNDER_WAY,
        PAUSED
    }

    /// The messages for one destination, the oldest first.
    private static final class Lane {

        private final Destination destination;
        private final Deque<Parcel> parcels = new ArrayDeque<>();
        private State state = State.IDLE;
        private Loop.@Nullable Timer timer;

        Lane(Destination destination) {
            this.destination = destination;
        }
    }

    /// One message, and who waits for its acknowledgement.
    private static final class Parcel {

        private final Outgoing message;
        private final CompletableFuture<Acknowledgement> future;
        private final Lane lane;
        private int tries;

        Parcel(Outgoing message, CompletableFuture<Acknowledgement> future, Lane lane) {
            this.message = message;
            this.future = future;
            this.lane = lane;
        }
    }

    /// Takes a message that is in the outbox.
    void add(Outgoing message, CompletableFuture<Acknowledgement> future) {
        if (closed) {
            complete(() -> future.completeExceptionally(closed()));
            return;
        }
        Lane lane = lanes.computeIfAbsent(message.destination(), Lane::new);
        Parcel parcel = new Parcel(message, future, lane);
        parcels.put(message.clientId(), parcel);
        lane.parcels.add(parcel);
        if (lane.state == State.IDLE) {
            makeReady(lane);
        }
        pump();
    }

    void online() {
        online = true;
        pump();
    }

    /// The socket is lost: what was under way goes again over the next one, at once.
    void offline() {
        online = false;
        for (Lane lane : lanes.values()) {
            if (lane.state == State.UNDER_WAY || lane.state == State.PAUSED) {
                stop(lane);
                makeReady(lane);
            }
            lane.parcels.forEach(parcel -> parcel.tries = 0);
        }
    }

    /// An answer that nobody waits for: perhaps to a message that was thought lost. A late refusal says nothing, since
    /// the message has been sent again, and that has an answer of its own.
    void late(ServerFrame.Answer answer) {
        if (answer instanceof ServerFrame.SendOk ok) {
            Parcel parcel = parcels.get(ok.acknowledged().clientId());
            if (parcel != null) {
                delivered(parcel, ok.acknowledged());
            }
        }
    }

    /// Nothing is sent any more; what is left stays in the outbox.
    void close() {
        offline();
        closed = true;
        parcels.values().forEach(parcel -> complete(() -> parcel.future.completeExceptionally(closed())));
        parcels.clear();
        lanes.clear();
        ready.clear();
    }

    private static UnavailableException closed() {
        return new UnavailableException("the client was closed; the outbox keeps the message");
    }

    private void makeReady(Lane lane) {
        lane.state = State.READY;
        ready.add(lane);
    }

    private void pump() {
        while (online && underWay < MAX_UNDER_WAY && !ready.isEmpty()) {
            Lane lane = ready.remove();
            Parcel parcel = lane.parcels.getFirst();
            lane.state = State.UNDER_WAY;
            underWay++;
            parcel.tries++;
            int thisTry = parcel.tries;
            requests.ask(r -> ClientFrame.Send.of(r, parcel.message), new Requests.Reply() {
                @Override
                public void answered(ServerFrame.Answer answer) {
                    if (isCurrent(parcel, thisTry)) {
                        Courier.this.answered(parcel, answer);
                    }
                }

                @Override
                public void lost() {
                    if (isCurrent(parcel, thisTry)) {
                        pause(parcel, backoff.after(parcel.tries));
                    }
                }
            });
        }
    }

    private boolean isCurrent(Parcel parcel, int thisTry) {
        return parcels.get(parcel.message.clientId()) == parcel && parcel.tries == thisTry;
    }

    private void answered(Parcel parcel, ServerFrame.Answer answer) {
        if (answer instanceof ServerFrame.SendOk ok) {
            delivered(parcel, ok.acknowledged());
        } else if (answer instanceof ServerFrame.Refused refused) {
            refused(parcel, refused.error());
        } else {
            // No server answers a send with anything else; as good as no answer.
            pause(parcel, backoff.after(parcel.tries));
        }
    }

    private void delivered(Parcel parcel, Acknowledgement acknowledgement) {
        settle(parcel);
        complete(() -> parcel.future.complete(acknowledgement));
        acknowledged.accept(parcel.message, acknowledgement);
        pump();
    }

    private void refused(Parcel parcel, Problem problem) {
        if (!problem.retryable() && !problem.code().equals("unauthenticated")) {
            settle(parcel);
            complete(() -> parcel.future.completeExceptionally(new ProblemException(problem)));
            pump();
            return;
        }
        Duration wait = backoff.after(parcel.tries);
        Long retryAfter = problem.retryAfterMs();
        pause(parcel, retryAfter == null ? wait : Duration.ofMillis(retryAfter));
    }

    private void settle(Parcel parcel) {
        outbox.remove(parcel.message.clientId());
        parcels.remove(parcel.message.clientId());
        Lane lane = parcel.lane;
        stop(lane);
        lane.parcels.remove(parcel);
        if (lane.parcels.isEmpty()) {
            lane.state = State.IDLE;
            lanes.remove(lane.destination);
        } else {
            makeReady(lane);
        }
    }

    private void pause(Parcel parcel, Duration wait) {
        Lane lane = parcel.lane;
        stop(lane);
        lane.state = State.PAUSED;
        lane.timer = loop.after(wait, () -> {
            if (lane.state == State.PAUSED) {
                lane.timer = null;
                makeReady(lane);
                pump();
            }
        });
        pump();
    }

    private void stop(Lane lane) {
        if (lane.state == State.UNDER_WAY) {
            underWay--;
        } else if (lane.state == State.READY) {
            ready.remove(lane);
        }
        if (lane.timer != null) {
            lane.timer.cancel();
            lane.timer = null;
        }
    }

    /// Elsewhere, because what an application hangs on the future may block.
    private void complete(Runnable completion) {
        completions.execute(completion);
    }
}
