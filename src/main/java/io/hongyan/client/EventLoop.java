package io.hongyan.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One thread that reads many sockets, and writes what they couldn't take at once.
final class EventLoop implements AutoCloseable {

    private static final int READ_BYTES = 128 << 10;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final byte[] buffer = new byte[READ_BYTES];

    EventLoop(String name) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /// Runs `task` on this thread, soon.
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /// Tells `socket` from now on when its channel can be read. To be called on this thread.
    void register(SocketChannel channel, ClientSocket socket) throws ClosedChannelException {
        channel.register(selector, SelectionKey.OP_READ, socket);
    }

    /// Tells the socket of `channel` once when it can be written again. To be called on this thread.
    void awaitRoom(SocketChannel channel) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    private void run() {
        try (selector) {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select(this::ready);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            selector.keys().forEach(key -> socket(key).drop());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        if (key.isWritable()) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            socket(key).flush();
        }
        if (key.isValid() && key.isReadable()) {
            socket(key).read(buffer);
        }
    }

    private static ClientSocket socket(SelectionKey key) {
        return (ClientSocket) key.attachment();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
