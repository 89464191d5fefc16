package io.hongyan.bench.peer;

import io.hongyan.bench.load.Crew;
import io.hongyan.bench.load.Faults;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Usage;
import io.hongyan.infra.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// The peer's users that are online, and what they do in one leg. They play one leg after the other.
final class XmppCrowd implements AutoCloseable, XmppSession.Events {

    private static final int CONNECTING = 16;
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String TEXT = "Did you see the photos from the lake?";

    private final PeerFolder peer;
    private final List<XmppSession> sessions;
    private final AtomicReference<XmppSession.Events> events;

    private final Progress progress;

    private XmppCrowd(
            PeerFolder peer,
            List<XmppSession> sessions,
            AtomicReference<XmppSession.Events> events,
            Progress progress) {
        this.peer = peer;
        this.progress = progress;
        this.sessions = sessions;
        this.events = events;
    }

    /// Logs in the users from `first` on.
    static XmppCrowd of(PeerFolder peer, Stage stage, int first, int count) throws IOException, InterruptedException {
        AtomicReference<XmppSession.Events> events = new AtomicReference<>();
        List<XmppSession> sessions = Collections.synchronizedList(new ArrayList<>());
        XmppCrowd crowd = new XmppCrowd(peer, sessions, events, stage.progress());
        Crew.each(
                IntStream.range(first, first + count).boxed().toList(),
                CONNECTING,
                user -> sessions.add(
                        XmppSession.open(stage.sockets(), peer.server(), "u" + user, peer.password(), crowd)),
                stage.progress(),
                "connecting to the peer");
        sessions.sort(Comparator.comparing(XmppSession::user));
        return crowd;
    }

    /// Has everybody enter a room, and waits until the server has taken that.
    void enter(String room) {
        for (XmppSession session : sessions) {
            session.acknowledged(
                    "<presence to='%s/%s'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>"
                                    .formatted(room, session.user())
                            + "</presence>");
        }
    }

    /// Pairs talk, as many messages a second as `rate`.
    Leg direct(String name, double rate, Duration duration, Faults faults) {
        return play(name, rate, duration, 1, faults, (flow, index, at) -> {
            int from = Math.floorMod(index * 31, sessions.size());
            XmppSession to = sessions.get(from ^ 1);
            flow.send(sessions.get(from), to.user() + "@" + XmppSession.HOST, "chat", index, at, TEXT);
        });
    }

    /// One speaks to all others in a room.
    Leg room(String name, String room, double rate, Duration duration, Faults faults) {
        return play(
                name,
                rate,
                duration,
                sessions.size() - 1,
                faults,
                (flow, index, at) -> flow.send(
                        sessions.get(Math.floorMod(index * 31, sessions.size())), room, "groupchat", index, at, TEXT));
    }

    /// The first of two writes to the other one, who may ask the archive for it afterwards.
    XmppSession missed(String name, double rate, Duration duration, Faults faults) {
        XmppSession reader = sessions.get(1);
        play(
                name,
                rate,
                duration,
                1,
                faults,
                (flow, index, at) ->
                        flow.send(sessions.get(0), reader.user() + "@" + XmppSession.HOST, "chat", index, at, TEXT));
        return reader;
    }

    /// Lets another hear what comes.
    void listen(XmppSession.Events listener) {
        events.set(listener);
    }

    int size() {
        return sessions.size();
    }

    private interface Sending {

        void send(XmppFlow flow, int index, long at);
    }

    private Leg play(String name, double rate, Duration duration, int copies, Faults faults, Sending sending) {
        int messages = Math.toIntExact(Math.max(1, Math.round(rate * duration.toSeconds())));
        XmppFlow flow = new XmppFlow(name, messages, copies, faults);
        events.set(flow);
        progress.begin("the peer, " + name, messages);
        Usage before = peer.processes().usage();
        long begin = System.nanoTime();
        for (int index = 0; index < messages; index++) {
            long at = begin + Math.round(index * NANOS_PER_SECOND / rate);
            Stage.parkUntil(at);
            sending.send(flow, index, at);
            progress.advance(1);
        }
        Stage.parkUntil(begin + duration.toNanos());
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        int acknowledged = flow.acknowledged();
        long delivered = flow.delivered();
        Usage used = peer.processes().usage().since(before);
        long ended = System.nanoTime();
        while (!flow.isDone() && System.nanoTime() - ended < PATIENCE.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        progress.end();
        if (!flow.isDone()) {
            faults.add("the peer acknowledged %d of %d messages and delivered %d of %d copies"
                    .formatted(flow.acknowledged(), messages, flow.delivered(), (long) messages * copies));
        }
        return Leg.of(flow, acknowledged, delivered, seconds, used.cpuSeconds(seconds));
    }

    @Override
    public void message(XmppSession session, String stanza, long now) {
        XmppSession.Events playing = events.get();
        if (playing != null) {
            playing.message(session, stanza, now);
        }
    }

    @Override
    public void handled(XmppSession session, int stanzas, long now) {
        XmppSession.Events playing = events.get();
        if (playing != null) {
            playing.handled(session, stanzas, now);
        }
    }

    @Override
    public void result(XmppSession session, String stanza) {
        XmppSession.Events playing = events.get();
        if (playing != null) {
            playing.result(session, stanza);
        }
    }

    @Override
    public void close() {
        sessions.forEach(XmppSession::close);
    }
}
