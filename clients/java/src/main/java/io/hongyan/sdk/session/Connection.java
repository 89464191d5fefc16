package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.FrameDecoder;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.frame.UnreadableFrameException;
import io.hongyan.sdk.rest.AccessToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One socket, from the try to open it to its end: it greets, stays awake, and notices when it is dead. On the loop
/// only.
final class Connection implements Connector.Receiver {

    private static final Duration GREETING_PATIENCE = Duration.ofSeconds(15);

    /// The session. A socket that it doesn't own any more tells it nothing.
    interface Owner {

        boolean owns(Connection socket);

        /// What to say hello with.
        @Nullable
        String cursor();

        void welcomed(ServerFrame.Welcome welcome);

        /// The socket goes on with another token.
        void renewed(AccessToken fresh);

        void received(ServerFrame frame);

        void lost(int code, String reason);
    }

    private final SessionParts parts;
    private final Loop loop;
    private final Requests requests;
    private final AccessToken token;
    private final Owner owner;
    private Connector.@Nullable Line line;
    private boolean isGreeted;
    private long heardAt;

    Connection(SessionParts parts, Requests requests, AccessToken token, Owner owner) {
        this.parts = parts;
        this.loop = parts.loop();
        this.requests = requests;
        this.token = token;
        this.owner = owner;
    }

    void open() {
        parts.connector().connect(this);
        loop.after(GREETING_PATIENCE, () -> {
            if (!isGreeted) {
                giveUp("no welcome in time");
            }
        });
    }

    /// Says good-bye.
    void end() {
        if (line != null) {
            line.close();
        }
    }

    private boolean isOver() {
        return !owner.owns(this);
    }

    @Override
    public void opened(Connector.Line opened) {
        if (isOver()) {
            opened.abort();
            return;
        }
        line = opened;
        heardAt = loop.nanoTime();
        requests.opened(opened);
        requests.ask(r -> new ClientFrame.Hello(r, token.value(), owner.cursor(), null), new Requests.Reply() {
            @Override
            public void answered(ServerFrame.Answer answer) {
                greeted(answer);
            }

            @Override
            public void lost() {
                giveUp("no answer to hello");
            }
        });
    }

    private void greeted(ServerFrame.Answer answer) {
        if (answer instanceof ServerFrame.Welcome welcome) {
            isGreeted = true;
            owner.welcomed(welcome);
            beat(Duration.ofMillis(welcome.pingMs()));
            new Renewal(parts, requests, this::isOver).start(token, owner::renewed);
        } else if (answer instanceof ServerFrame.Refused refused
                && refused.error().code().equals("unauthenticated")) {
            end();
            owner.lost(CloseCode.TOKEN.code(), refused.error().sentence());
        } else {
            giveUp("hello was refused");
        }
    }

    @Override
    public void received(String text) {
        if (isOver()) {
            return;
        }
        heardAt = loop.nanoTime();
        try {
            owner.received(FrameDecoder.decode(text));
        } catch (UnreadableFrameException unreadable) {
            giveUp("the server said something unreadable");
        }
    }

    @Override
    public void heard() {
        heardAt = loop.nanoTime();
    }

    @Override
    public void closed(int code, String reason) {
        if (!isOver()) {
            owner.lost(code, reason.isEmpty() ? "closed with " + code : reason);
        }
    }

    private void giveUp(String reason) {
        if (!isOver()) {
            if (line != null) {
                line.abort();
            }
            owner.lost(CloseCode.NONE.code(), reason);
        }
    }

    /// Pings, so that a socket that is dead in silence is found out, and cursors come.
    private void beat(Duration interval) {
        loop.after(interval, () -> {
            if (isOver()) {
                return;
            }
            if (loop.nanoTime() - heardAt > 2 * interval.toNanos()) {
                giveUp("the server is silent");
                return;
            }
            requests.say(new ClientFrame.Ping(null));
            beat(interval);
        });
    }
}
