package io.hongyan.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A way to an engine by which its answers come late, each part of one by so much.
public final class SlowLink implements AutoCloseable {

    private static final int CHUNK = 65_536;

    private final ServerSocket door;
    private final CompletableFuture<Integer> engine = new CompletableFuture<>();
    private volatile Duration delay = Duration.ZERO;

    /// Leads nowhere until it is [told][#leadTo] where, and delays nothing until it is [told][#delay] to.
    public SlowLink() {
        try {
            this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        Thread.startVirtualThread(this::accept);
    }

    /// Where those connect who take this way.
    public int port() {
        return door.getLocalPort();
    }

    public void leadTo(int port) {
        engine.complete(port);
    }

    public void delay(Duration each) {
        delay = each;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Thread.startVirtualThread(() -> connect(client));
            }
        } catch (IOException closed) {
            // Nobody connects any more.
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), engine.join())) {
            Thread questions = Thread.startVirtualThread(() -> pass(client, server, false));
            pass(server, client, true);
            client.close();
            questions.join();
        } catch (IOException gone) {
            // So is the client's connection.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to, boolean late) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (late) {
                    Thread.sleep(delay);
                }
                out.write(chunk, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // Whoever is at the other end finds out by themselves.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
