package io.hongyan.sdk.session;

/// Opens sockets to the server.
public interface Connector {

    /// Tries once; what comes of it is told to `receiver`, on the session's loop.
    void connect(Receiver receiver);

    /// Hears what happens on one socket, up to [#closed], which comes once, also if it never opened.
    interface Receiver {

        void opened(Line line);

        void received(String text);

        /// The other side gave a sign of life that isn't a frame.
        void heard();

        /// `code` is that of the close, 1006 if there was none.
        void closed(int code, String reason);
    }

    /// One open socket. Nothing blocks; frames keep their order.
    interface Line {

        void send(String text);

        /// Says good-bye in order.
        void close();

        /// Ends it at once.
        void abort();
    }
}
