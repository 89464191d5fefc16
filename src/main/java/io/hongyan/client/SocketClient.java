package io.hongyan.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Opens sockets to a server; a few threads read all of them, so that thousands cost little.
///
/// Thread-safe. Plain text only: there is no TLS in it.
public final class SocketClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int HTTP_PORT = 80;

    private final List<EventLoop> loops;
    private final AtomicInteger next = new AtomicInteger();

    /// Reads on `threads` threads, which don't keep the program running.
    public SocketClient(int threads) throws IOException {
        EventLoop[] opened = new EventLoop[threads];
        for (int i = 0; i < threads; i++) {
            opened[i] = new EventLoop("sockets-" + i);
        }
        loops = List.of(opened);
        loops.forEach(EventLoop::start);
    }

    /// Opens a socket and says hello with `token`; whether the server welcomes it, `listener` hears.
    ///
    /// @throws IOException if nobody answers there, or not as a WebSocket
    public ClientSocket connect(URI server, String token, SocketListener listener) throws IOException {
        ClientSocket socket = open(server, Handshake.with(ThreadLocalRandom.current()), listener);
        socket.send(Requests.hello(token));
        return socket;
    }

    /// Opens a socket to a server of another protocol, and says nothing.
    public ClientSocket open(URI server, String path, String subprotocol, SocketListener listener) throws IOException {
        return open(server, Handshake.with(ThreadLocalRandom.current(), path, subprotocol), listener);
    }

    private ClientSocket open(URI server, Handshake handshake, SocketListener listener) throws IOException {
        int port = server.getPort() < 0 ? HTTP_PORT : server.getPort();
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(new InetSocketAddress(server.getHost(), port), (int) PATIENCE.toMillis());
            channel.socket().setSoTimeout((int) PATIENCE.toMillis());
            channel.write(ByteBuffer.wrap(handshake.request(server)));
            handshake.check(channel.socket().getInputStream());
            channel.configureBlocking(false);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        EventLoop loop = loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
        ClientSocket socket = new ClientSocket(channel, loop, listener);
        socket.open();
        return socket;
    }

    /// Ends the threads and drops the sockets that are still open.
    @Override
    public void close() {
        loops.forEach(EventLoop::close);
    }
}
