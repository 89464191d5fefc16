package io.hongyan.bench.peer;

import io.hongyan.client.ClientFailure;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Received;
import io.hongyan.client.SocketClient;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// One XMPP session with stream management (XEP-0198): what it sends is acknowledged, and it acknowledges what it is
/// sent. Frames are looked at, not parsed: each is one stanza of a server that is known. Thread-safe.
final class XmppSession implements SocketListener {

    static final String HOST = "localhost";

    private static final String OPEN =
            "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='%s' version='1.0'/>".formatted(HOST);
    private static final byte[] ASK = "<r xmlns='urn:xmpp:sm:3'/>".getBytes(UTF_8);
    private static final int PATIENCE_SECONDS = 20;

    /// Hears what comes, on the thread that reads all sockets.
    interface Events {

        void message(XmppSession session, String stanza, long now);

        /// The server has handled so many of this session's stanzas.
        void handled(XmppSession session, int stanzas, long now);

        void result(XmppSession session, String stanza);
    }

    private final String user;
    private final String password;
    private final Events events;
    private final CountDownLatch ready = new CountDownLatch(1);
    private @Nullable ClientSocket socket;
    private boolean managed;
    private boolean authenticated;
    private int sent;
    private int received;

    private XmppSession(String user, String password, Events events) {
        this.user = user;
        this.password = password;
        this.events = events;
    }

    /// Logs in, and returns when the session may send.
    static XmppSession open(SocketClient client, URI server, String user, String password, Events events)
            throws InterruptedException {
        XmppSession session = new XmppSession(user, password, events);
        ClientSocket opened = connect(client, server, session);
        synchronized (session) {
            session.socket = opened;
        }
        opened.send(OPEN.getBytes(UTF_8));
        if (!session.ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ClientFailure("The peer doesn't let %s in.".formatted(user));
        }
        session.stanza("<presence/>");
        return session;
    }

    private static ClientSocket connect(SocketClient client, URI server, XmppSession session) {
        try {
            return client.open(server, "/ws", "xmpp", session);
        } catch (IOException e) {
            throw new ClientFailure(
                    "The peer at %s doesn't take a socket of %s: %s".formatted(server, session.user, e.getMessage()));
        }
    }

    String user() {
        return user;
    }

    /// Sends a stanza, and gives its number among those of this session.
    synchronized int stanza(String stanza) {
        raw(stanza.getBytes(UTF_8));
        sent++;
        return sent;
    }

    /// Sends a stanza, and asks for its acknowledgement.
    synchronized int acknowledged(String stanza) {
        int number = stanza(stanza);
        raw(ASK);
        return number;
    }

    private synchronized void raw(byte[] frame) {
        ClientSocket open = socket;
        if (open != null) {
            open.send(frame);
        }
    }

    @Override
    public void text(byte[] utf8, int offset, int length) {
        long now = System.nanoTime();
        String frame = new String(utf8, offset, length, UTF_8);
        if (frame.startsWith("<message")) {
            count();
            events.message(this, frame, now);
        } else if (frame.startsWith("<a ")) {
            events.handled(this, Integer.parseInt(attribute(frame, "h")), now);
        } else if (frame.startsWith("<r ")) {
            answer();
        } else if (frame.startsWith("<presence")) {
            count();
        } else if (frame.startsWith("<iq") && managed()) {
            count();
            events.result(this, frame);
        } else {
            negotiate(frame);
        }
    }

    private synchronized void count() {
        received++;
    }

    private synchronized void answer() {
        raw("<a xmlns='urn:xmpp:sm:3' h='%d'/>".formatted(received).getBytes(UTF_8));
    }

    private synchronized boolean managed() {
        return managed;
    }

    private synchronized void negotiate(String frame) {
        if (frame.startsWith("<stream:features") || frame.startsWith("<features")) {
            raw((authenticated ? bind() : authenticate()).getBytes(UTF_8));
        } else if (frame.startsWith("<success")) {
            authenticated = true;
            raw(OPEN.getBytes(UTF_8));
        } else if (frame.startsWith("<iq")) {
            raw("<enable xmlns='urn:xmpp:sm:3'/>".getBytes(UTF_8));
        } else if (frame.startsWith("<enabled")) {
            managed = true;
            ready.countDown();
        }
    }

    private String authenticate() {
        String plain = "\0" + user + "\0" + password;
        return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
                .formatted(Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)));
    }

    private static String bind() {
        return "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                + "<resource>bench</resource></bind></iq>";
    }

    /// The value of an attribute, in either kind of quotes; empty where there is none.
    static String attribute(String stanza, String name) {
        int at = stanza.indexOf(" " + name + "=");
        if (at < 0) {
            return "";
        }
        int begin = at + name.length() + 3;
        return stanza.substring(begin, stanza.indexOf(stanza.charAt(begin - 1), begin));
    }

    @Override
    public void received(Received frame) {
        // All there is was taken as text.
    }

    @Override
    public void closed(int code, String reason) {
        // What was lost by it shows in what is missing.
    }

    synchronized void close() {
        ClientSocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
