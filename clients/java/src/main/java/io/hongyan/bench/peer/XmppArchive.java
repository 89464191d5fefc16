package io.hongyan.bench.peer;

import io.hongyan.client.ClientFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Catching up over XMPP: what the archive has since a moment, page by page (XEP-0313).
final class XmppArchive implements XmppSession.Events {

    private static final int PATIENCE_SECONDS = 30;
    private static final int PAGE = 250;

    private static final String QUESTION = "<iq type='set' id='mam'><query xmlns='urn:xmpp:mam:2'>"
            + "<x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>"
            + "<field var='start'><value>%s</value></field></x>"
            + "<set xmlns='http://jabber.org/protocol/rsm'><max>%d</max>%s</set></query></iq>";

    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private int found;

    @Override
    public synchronized void message(XmppSession session, String stanza, long now) {
        if (stanza.contains("urn:xmpp:forward:0")) {
            found++;
        }
    }

    @Override
    public void handled(XmppSession session, int stanzas, long now) {
        // Questions are answered, not only handled.
    }

    @Override
    public void result(XmppSession session, String stanza) {
        results.add(stanza);
    }

    /// How many messages came.
    synchronized int found() {
        return found;
    }

    /// Asks for everything since `start`.
    void fetch(XmppSession session, Instant start) throws InterruptedException {
        String last = "";
        while (true) {
            String from = last.isEmpty() ? "" : "<after>" + last + "</after>";
            session.stanza(QUESTION.formatted(start.truncatedTo(ChronoUnit.SECONDS), PAGE, from));
            String result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (result == null || !result.contains("<fin")) {
                throw new ClientFailure("The peer's archive doesn't answer: " + result);
            }
            int at = result.indexOf("<last>");
            last = at < 0 ? last : result.substring(at + "<last>".length(), result.indexOf("</last>"));
            if (XmppSession.attribute(result, "complete").equals("true") || at < 0) {
                return;
            }
        }
    }
}
