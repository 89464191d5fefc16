package io.hongyan.client;

import java.io.IOException;

/// Hears what comes from one socket. It is called on the thread that reads the socket, and mustn't block.
public interface SocketListener {

    void received(Received frame);

    /// One JSON object as it came, for who wants more of it than a [Received] has. The array is valid during the call
    /// only.
    default void text(byte[] utf8, int offset, int length) throws IOException {
        received(Received.parse(utf8, offset, length));
    }

    /// The socket is closed: by a close frame, or 1006 without one. Called once.
    void closed(int code, String reason);
}
