package io.hongyan.client;

/// Hears what comes from one socket. It is called on the thread that reads the socket, and mustn't block.
public interface SocketListener {

    void received(Received frame);

    /// The socket is closed: by a close frame, or 1006 without one. Called once.
    void closed(int code, String reason);
}
