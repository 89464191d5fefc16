package io.hongyan.gateway.push;

import io.hongyan.gateway.frame.CloseCode;
import java.nio.ByteBuffer;
import java.util.List;

/// The socket that an outbox writes to.
public interface Wire {

    /// Writes frames in order, and calls `written` when the last is with the kernel, or is lost with the socket.
    void write(List<ByteBuffer> frames, Runnable written);

    void close(CloseCode code);
}
