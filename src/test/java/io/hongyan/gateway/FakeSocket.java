package io.hongyan.gateway;

import io.hongyan.gateway.frame.CloseCode;
import io.hongyan.gateway.push.FakeWire;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A socket that keeps what is written, counts pings, and closes at once when it is asked to.
final class FakeSocket implements ClientWire {

    private final FakeWire wire = new FakeWire();
    private @Nullable Client client;
    private int pings;
    private boolean disconnected;

    /// Tells `client` when it is closed, as a real one does.
    void tell(Client client) {
        this.client = client;
    }

    FakeWire wire() {
        return wire;
    }

    int pings() {
        return pings;
    }

    boolean isDisconnected() {
        return disconnected;
    }

    @Override
    public void write(List<ByteBuffer> frames, Runnable written) {
        wire.write(frames, written);
    }

    @Override
    public void close(CloseCode code) {
        wire.close(code);
        if (client != null) {
            client.gone(code.code());
        }
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void disconnect() {
        disconnected = true;
    }
}
