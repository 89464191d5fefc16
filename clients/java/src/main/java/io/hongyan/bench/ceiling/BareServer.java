package io.hongyan.bench.ceiling;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Scanner;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The least that a server can do over WebSockets, as a process of its own: one thread, no protocol, no memory of
/// anything. To `echo` it sends each frame back to where it came from; to a frame named `send` it answers with the same
/// bytes to every socket, which it reads from its input, in Base64. It ends with its input.
public final class BareServer {

    private static final int BACKLOG = 4_096;
    private static final String PUSH = "\"send\"";

    private final Selector selector;
    private final ServerSocketChannel listening;
    private final List<SocketChannel> sockets = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    /// What goes to every socket; an empty one stands for an echo.
    private final ByteBuffer pushed;

    private BareServer(byte[] payload) throws IOException {
        this.pushed = payload.length == 0 ? ByteBuffer.allocate(0) : direct(BareFrame.text(payload));
        this.selector = Selector.open();
        this.listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress("127.0.0.1", 0), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    private static ByteBuffer direct(ByteBuffer frame) {
        return ByteBuffer.allocateDirect(frame.remaining()).put(frame).flip();
    }

    public static void main(String[] arguments) throws IOException {
        try (PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
                Scanner in = new Scanner(System.in, UTF_8)) {
            BareServer server = new BareServer(Base64.getDecoder().decode(in.nextLine()));
            out.println(server.listening.socket().getLocalPort());
            Thread loop = new Thread(server::run, "bare");
            loop.setDaemon(true);
            loop.start();
            while (in.hasNextLine()) {
                in.nextLine();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel socket = listening.accept();
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ, new BareFrame());
            } else {
                read(key, (SocketChannel) key.channel(), (BareFrame) key.attachment());
            }
        } catch (IOException e) {
            // A client that has gone.
            key.cancel();
        }
    }

    private void read(SelectionKey key, SocketChannel socket, BareFrame frame) throws IOException {
        buffer.clear();
        if (socket.read(buffer) < 0) {
            sockets.remove(socket);
            key.cancel();
            socket.close();
            return;
        }
        buffer.flip();
        if (frame.shake(buffer, socket)) {
            sockets.add(socket);
        }
        for (byte[] text = frame.next(buffer); text != null; text = frame.next(buffer)) {
            if (!pushed.hasRemaining()) {
                write(socket, BareFrame.text(text));
            } else if (new String(text, UTF_8).contains(PUSH)) {
                for (SocketChannel each : sockets) {
                    write(each, pushed.duplicate());
                }
            }
        }
    }

    /// A kernel that takes nothing more is asked again at once: there is nothing else to do here.
    private static void write(SocketChannel socket, ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            socket.write(frame);
        }
    }
}
