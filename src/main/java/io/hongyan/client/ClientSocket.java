package io.hongyan.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/// One WebSocket to a server. Anybody may send; what comes is heard on the thread that reads it.
///
/// Pings are answered by itself. What the kernel doesn't take at once waits in memory without a bound: whoever
/// sends more than the server reads has to see it in the missing answers.
public final class ClientSocket implements AutoCloseable {

    static final int NORMAL = 1000;
    static final int ABNORMAL = 1006;

    private final SocketChannel channel;
    private final EventLoop loop;
    private final SocketListener listener;
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameDecoder.Sink sink = new Incoming();
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private volatile boolean ended;

    ClientSocket(SocketChannel channel, EventLoop loop, SocketListener listener) {
        this.channel = channel;
        this.loop = loop;
        this.listener = listener;
    }

    void open() {
        loop.execute(() -> {
            try {
                loop.register(channel, this);
            } catch (IOException e) {
                lost(e);
            }
        });
    }

    /// Sends one JSON object, encoded as UTF-8. On a socket that is closed it goes nowhere.
    public void send(byte[] json) {
        write(FrameDecoder.TEXT, json);
    }

    public boolean isOpen() {
        return !ended;
    }

    /// Says goodbye and closes, without waiting for the server to say it too.
    @Override
    public void close() {
        write(
                FrameDecoder.CLOSE,
                ByteBuffer.allocate(2).putShort((short) NORMAL).array());
        loop.execute(() -> end(NORMAL, ""));
    }

    private void write(int opcode, byte[] payload) {
        // The mask protects proxies from what a script in a browser might forge; here any number will do.
        ByteBuffer frame =
                FrameEncoder.encode(opcode, payload, ThreadLocalRandom.current().nextInt());
        synchronized (waiting) {
            if (ended) {
                return;
            }
            boolean first = waiting.isEmpty();
            waiting.add(frame);
            if (first) {
                flush();
            }
        }
    }

    /// Writes what waits, as far as the kernel takes it.
    void flush() {
        synchronized (waiting) {
            try {
                for (ByteBuffer frame = waiting.peek(); frame != null; frame = waiting.peek()) {
                    channel.write(frame);
                    if (frame.hasRemaining()) {
                        loop.execute(() -> loop.awaitRoom(channel));
                        return;
                    }
                    waiting.remove();
                }
            } catch (IOException e) {
                waiting.clear();
                loop.execute(() -> lost(e));
            }
        }
    }

    /// Reads once what is there, by way of `buffer`.
    void read(byte[] buffer) {
        try {
            int length = channel.read(ByteBuffer.wrap(buffer));
            if (length < 0) {
                end(ABNORMAL, "the connection was cut");
            } else {
                decoder.feed(buffer, length, sink);
            }
        } catch (IOException | RuntimeException e) {
            lost(e);
        }
    }

    private void lost(Exception e) {
        end(ABNORMAL, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    private void end(int code, String reason) {
        if (!ended) {
            drop();
            listener.closed(code, reason);
        }
    }

    /// Closes without a word to anybody.
    void drop() {
        ended = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private final class Incoming implements FrameDecoder.Sink {

        @Override
        public void text(byte[] utf8, int offset, int length) throws IOException {
            listener.text(utf8, offset, length);
        }

        @Override
        public void ping(byte[] payload) {
            write(FrameDecoder.PONG, payload);
        }

        @Override
        public void close(int code, String reason) {
            byte[] echo = code == FrameDecoder.NO_CODE
                    ? new byte[0]
                    : ByteBuffer.allocate(2).putShort((short) code).array();
            write(FrameDecoder.CLOSE, echo);
            end(code, reason);
        }
    }
}
