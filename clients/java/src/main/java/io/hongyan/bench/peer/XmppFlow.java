package io.hongyan.bench.peer;

import io.hongyan.bench.load.Faults;
import io.hongyan.bench.measure.Latency;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.HdrHistogram.Histogram;

/// The messages of one leg, from when each is due until everybody has it; the peer's counterpart of what the load tool
/// keeps of its own server. Thread-safe.
final class XmppFlow implements XmppSession.Events {

    private static final int MICRO = 1_000;

    private record Pending(int number, int index) {}

    private final String name;
    private final long[] due;
    private final int[] copies;
    private final int copiesDue;
    private final Faults faults;
    private final Map<XmppSession, Queue<Pending>> pending = new HashMap<>();
    private final Histogram acknowledgement = Latency.histogram();
    private final Histogram delivery = Latency.histogram();
    private final Histogram last = Latency.histogram();
    private long delivered;

    /// @param name begins the id of each message
    /// @param copiesDue how many sessions each message goes to
    XmppFlow(String name, int messages, int copiesDue, Faults faults) {
        this.name = name;
        this.due = new long[messages];
        this.copies = new int[messages];
        this.copiesDue = copiesDue;
        this.faults = faults;
    }

    /// Sends message `index`, which is due at `at`.
    void send(XmppSession sender, String to, String type, int index, long at, String text) {
        synchronized (this) {
            due[index] = at;
        }
        String stanza = "<message to='%s' type='%s' id='%s-%d'><body>%s</body></message>"
                .formatted(to, type, name, index, text);
        // The answer may come before this has returned, so it has to wait for what is pending.
        synchronized (this) {
            int number = sender.acknowledged(stanza);
            pending.computeIfAbsent(sender, first -> new ArrayDeque<>()).add(new Pending(number, index));
        }
    }

    @Override
    public synchronized void handled(XmppSession session, int stanzas, long now) {
        Queue<Pending> waiting = pending.get(session);
        if (waiting == null) {
            return;
        }
        for (Pending next = waiting.peek(); next != null && next.number() <= stanzas; next = waiting.peek()) {
            waiting.remove();
            acknowledgement.recordValue((now - due[next.index()]) / MICRO);
        }
    }

    @Override
    public synchronized void message(XmppSession session, String stanza, long now) {
        String id = XmppSession.attribute(stanza, "id");
        if (!id.startsWith(name + "-") || stanza.contains("/" + session.user() + "'")) {
            // Of another leg, or a room's copy for its sender.
            return;
        }
        int index = Integer.parseInt(id.substring(name.length() + 1));
        copies[index]++;
        delivered++;
        long micros = (now - due[index]) / MICRO;
        delivery.recordValue(micros);
        if (copies[index] == copiesDue) {
            last.recordValue(micros);
        } else if (copies[index] > copiesDue) {
            faults.add("the peer delivered message %s too often".formatted(id));
        }
    }

    @Override
    public void result(XmppSession session, String stanza) {
        // Nothing was asked.
    }

    synchronized int acknowledged() {
        return (int) acknowledgement.getTotalCount();
    }

    synchronized long delivered() {
        return delivered;
    }

    synchronized boolean isDone() {
        return acknowledged() == due.length && delivered == (long) due.length * copiesDue;
    }

    synchronized Latency acknowledgementLatency() {
        return Latency.of(acknowledgement);
    }

    synchronized Latency deliveryLatency() {
        return Latency.of(delivery);
    }

    synchronized Latency lastLatency() {
        return Latency.of(last);
    }
}
