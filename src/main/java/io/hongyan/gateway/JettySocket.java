package io.hongyan.gateway;

import io.hongyan.gateway.frame.CloseCode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Objects.requireNonNull;

/// One socket as Jetty has it: gathers text frames, and writes bytes.
///
/// The next piece is read only when the client is ready for it. What is refused is read to its end before the close,
/// because closing a connection with unread bytes resets it, and the other side may then never see why.
public final class JettySocket implements Session.Listener, ClientWire {

    /// How many bytes a text frame may have.
    static final int MAX_BYTES = 64 << 10;

    /// How many bytes of a frame that is too big are read before the socket is closed all the same.
    private static final long MAX_SKIPPED = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(JettySocket.class);

    private final Function<ClientWire, Client> clients;
    private @Nullable Session session;
    private @Nullable Client client;
    private @Nullable StringBuilder gathered;
    private long bytes;

    JettySocket(Function<ClientWire, Client> clients) {
        this.clients = clients;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        client = clients.apply(this);
        opened.demand();
    }

    @Override
    public void onWebSocketPartialText(String piece, boolean last) {
        client().heard();
        bytes += utf8Length(piece);
        if (bytes <= MAX_BYTES) {
            gather(piece, last);
        } else if (last || bytes > MAX_SKIPPED) {
            client().close(CloseCode.TOO_BIG);
        }
        if (last) {
            bytes = 0;
            gathered = null;
        }
        client().whenReady(session()::demand);
    }

    private void gather(String piece, boolean last) {
        if (last && gathered == null) {
            client().received(piece);
            return;
        }
        gathered = gathered == null ? new StringBuilder() : gathered;
        gathered.append(piece);
        if (last) {
            client().received(gathered.toString());
        }
    }

    private static int utf8Length(String piece) {
        int length = 0;
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            // Half of a surrogate pair is two of the pair's four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer piece, boolean last, Callback callback) {
        bytes += piece.remaining();
        callback.succeed();
        if (last || bytes > MAX_SKIPPED) {
            client().close(CloseCode.BINARY);
        }
        session().demand();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        client().heard();
        session().demand();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a socket failed", cause);
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        client().gone(code);
        callback.succeed();
    }

    @Override
    public void write(List<ByteBuffer> frames, Runnable written) {
        CoreSession core = ((WebSocketSession) session()).getCoreSession();
        org.eclipse.jetty.util.Callback last = org.eclipse.jetty.util.Callback.from(written, _ -> written.run());
        for (int i = 0; i < frames.size(); i++) {
            boolean more = i < frames.size() - 1;
            core.sendFrame(
                    new Frame(OpCode.TEXT, frames.get(i)), more ? org.eclipse.jetty.util.Callback.NOOP : last, more);
        }
    }

    @Override
    public void ping() {
        session().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
    }

    @Override
    public void close(CloseCode code) {
        session().close(code.code(), code.reason(), Callback.NOOP);
    }

    @Override
    public void disconnect() {
        session().disconnect();
    }

    private Session session() {
        return requireNonNull(session, "the socket isn't open");
    }

    private Client client() {
        return requireNonNull(client, "the socket isn't open");
    }
}
