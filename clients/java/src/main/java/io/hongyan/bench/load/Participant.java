package io.hongyan.bench.load;

import io.hongyan.client.Api;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Entry;
import io.hongyan.client.KnownSeqs;
import io.hongyan.client.Received;
import io.hongyan.client.Requests;
import io.hongyan.client.SocketClient;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// One of the benchmark's users: a socket, and what came through it of each conversation. Thread-safe.
public final class Participant implements SocketListener {

    private static final int PATIENCE_SECONDS = 20;
    private static final int PAGE = 200;

    /// When a server gives up waiting for the log: from then on the entry comes to the sending socket as a push.
    private static final Duration UNANSWERED = Duration.ofSeconds(8);

    /// What this user has of one conversation.
    private static final class Seat {

        private final Room room;
        private final int position;

        /// The first entry says that the conversation was made.
        private final KnownSeqs seqs = new KnownSeqs(1);

        private long unread;
        private boolean fetched;

        Seat(Room room, int position) {
            this.room = room;
            this.position = position;
        }
    }

    private final String userId;
    private final Api api;
    private final IntFunction<Flow> flows;
    private final Faults faults;
    private final Map<String, Seat> seats = new HashMap<>();
    private @Nullable ClientSocket socket;
    private long fetches;
    private CountDownLatch welcome = new CountDownLatch(1);

    /// How many sockets were closed from this side, and haven't said so yet.
    private int leaving;

    /// @param flows the phases by number
    public Participant(String userId, Api api, IntFunction<Flow> flows, Faults faults) {
        this.userId = userId;
        this.api = api;
        this.flows = flows;
        this.faults = faults;
    }

    public String userId() {
        return userId;
    }

    public Api api() {
        return api;
    }

    /// Takes the seat at `position` of a room.
    synchronized void sit(Room room, int position) {
        seats.put(room.conversationId(), new Seat(room, position));
    }

    /// Everything of the room up to `seq` is told otherwise than by entries.
    synchronized void begin(Room room, long seq) {
        Seat seat = seat(room.conversationId());
        for (long told = 1; told <= seq; told++) {
            seat.seqs.add(told);
        }
    }

    public void connect(SocketClient sockets, URI server) throws IOException, InterruptedException {
        CountDownLatch welcomed = new CountDownLatch(1);
        synchronized (this) {
            welcome = welcomed;
        }
        ClientSocket opened = sockets.connect(server, api.token(), this);
        synchronized (this) {
            socket = opened;
        }
        if (!welcomed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ClientFailure("The server doesn't welcome user %s.".formatted(userId));
        }
    }

    public void send(byte[] frame) {
        socket().send(frame);
    }

    private synchronized ClientSocket socket() {
        return requireNonNull(socket, "connected before anything is sent");
    }

    @Override
    public void received(Received frame) {
        long now = System.nanoTime();
        if (frame instanceof Received.Entries entries) {
            take(entries.entries(), now);
        } else if (frame instanceof Received.Ok ok) {
            if (!ok.clientId().isEmpty()) {
                acknowledged(ok, now);
            }
        } else if (frame instanceof Received.Refused refused) {
            refused(refused);
        } else if (frame instanceof Received.Heads) {
            fetchHoles();
        } else if (frame instanceof Received.Unread unread) {
            if (!unread.cursor().isEmpty()) {
                acknowledge(unread.cursor());
            }
        } else if (frame instanceof Received.Welcome) {
            welcomed();
        } else if (frame instanceof Received.Bye bye) {
            faults.add("the server said bye to user %s: %s".formatted(userId, bye.code()));
        }
    }

    /// As a device does once it has stored what the cursor covers. The first may come before [#connect] has returned.
    private synchronized void acknowledge(String cursor) {
        if (socket != null) {
            socket.send(Requests.ack(cursor));
        }
    }

    private synchronized void welcomed() {
        welcome.countDown();
    }

    private synchronized void acknowledged(Received.Ok ok, long now) {
        Seat seat = seat(ok.conversationId());
        int phase = Numbering.phase(ok.clientId());
        int index = Numbering.index(ok.clientId());
        note(seat, phase, index, ok.seq());
        flows.apply(phase).acknowledge(index, ok.seq(), ok.duplicate(), now);
        seat.seqs.add(ok.seq());
    }

    private synchronized void take(List<Entry> entries, long now) {
        for (Entry entry : entries) {
            String clientId = entry.clientId();
            if (entry.isMessage() && clientId != null) {
                take(entry, Numbering.phase(clientId), Numbering.index(clientId), now);
            }
        }
    }

    private void take(Entry entry, int phase, int index, long now) {
        Seat seat = seat(entry.conversationId());
        Flow flow = flows.apply(phase);
        note(seat, phase, index, entry.seq());
        boolean isNew = seat.seqs.add(entry.seq());
        if (userId.equals(entry.senderId())) {
            if (!seat.fetched && now - flow.due(index) < UNANSWERED.toNanos()) {
                faults.add("entry %d of %s came back to its sender %s"
                        .formatted(entry.seq(), entry.conversationId(), userId));
            }
        } else if (isNew) {
            seat.unread++;
            flow.deliver(index, seat.position, entry.seq(), now);
        } else if (!seat.fetched) {
            faults.add("entry %d of %s came twice to user %s".formatted(entry.seq(), entry.conversationId(), userId));
        }
    }

    private void note(Seat seat, int phase, int index, long seq) {
        if (!seat.room.number(phase, index, seq)) {
            faults.add("number %d of conversation %s was given twice".formatted(seq, seat.room.conversationId()));
        }
    }

    private void refused(Received.Refused refused) {
        if (refused.clientId().isEmpty() || !refused.retryable()) {
            faults.add("user %s was answered %s: %s".formatted(userId, refused.code(), refused.detail()));
        } else {
            flows.apply(Numbering.phase(refused.clientId())).refuse();
        }
    }

    /// Fetches what is missing, as a client has to that hears of a later entry.
    public synchronized void fetchHoles() {
        for (Seat seat : seats.values()) {
            seat.fetched = true;
            fetches++;
            socket().send(Requests.fetch(fetches, seat.room.conversationId(), seat.seqs.known(), PAGE));
        }
    }

    /// Marks everything as read.
    public synchronized void readAll() {
        for (Seat seat : seats.values()) {
            socket().send(Requests.read(0, seat.room.conversationId(), seat.seqs.known()));
            seat.unread = 0;
        }
    }

    /// What is unread in each conversation that has anything unread.
    synchronized Map<String, Long> unread() {
        Map<String, Long> unread = new HashMap<>();
        seats.forEach((conversation, seat) -> {
            if (seat.unread > 0) {
                unread.put(conversation, seat.unread);
            }
        });
        return unread;
    }

    /// Up to where everything of a room has come, without a hole.
    public synchronized long known(Room room) {
        return seat(room.conversationId()).seqs.known();
    }

    /// Closes the socket; that isn't a fault.
    public synchronized void disconnect() {
        leaving++;
        // What is answered and pushed meanwhile comes later, and otherwise.
        seats.values().forEach(seat -> seat.fetched = true);
        socket().close();
    }

    @Override
    public synchronized void closed(int code, String reason) {
        if (leaving > 0) {
            leaving--;
            return;
        }
        faults.add("the socket of user %s was closed: %d %s".formatted(userId, code, reason));
    }

    private Seat seat(String conversation) {
        return requireNonNull(seats.get(conversation), conversation);
    }
}
