package io.hongyan.bench.ceiling;

import io.hongyan.bench.load.Stage;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Received;
import io.hongyan.client.Requests;
import io.hongyan.client.SocketClient;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// How many messages go to a bare WebSocket server and back, one at a time on each of many sockets.
final class EchoCeiling {

    private static final int SOCKETS = 200;
    private static final long MAX_MICROS = 60_000_000;
    private static final int MICRO = 1_000;
    private static final byte[] MESSAGE = Requests.send(
            1, "7100000000000000001", "0193-bench-echo", "Did you see the photos from the lake?", List.of());

    private EchoCeiling() {}

    /// Sends the next when the one before is back, for as long as `until` lies ahead.
    private static final class Pinging implements SocketListener {

        private final Histogram micros;
        private volatile long until;
        private volatile @Nullable ClientSocket socket;
        private volatile long sentAt;

        Pinging(Histogram micros) {
            this.micros = micros;
        }

        void begin(ClientSocket open, long end) {
            until = end;
            socket = open;
            send(open);
        }

        private void send(ClientSocket open) {
            sentAt = System.nanoTime();
            open.send(MESSAGE);
        }

        @Override
        public void received(Received frame) {
            ClientSocket open = socket;
            long now = System.nanoTime();
            // Its hello comes back too, and isn't counted.
            boolean isMessage =
                    frame instanceof Received.Other other && other.type().equals("send");
            if (open != null && isMessage && now < until) {
                micros.recordValue((now - sentAt) / MICRO);
                send(open);
            }
        }

        @Override
        public void closed(int code, String reason) {
            // At the end.
        }
    }

    static Ceiling measure(SocketClient client, Duration duration) throws IOException {
        Histogram micros = new ConcurrentHistogram(MAX_MICROS, 3);
        List<ClientSocket> open = new ArrayList<>();
        try (BareProcess server = BareProcess.echo()) {
            URI address = server.address();
            List<Pinging> pinging = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                Pinging ping = new Pinging(micros);
                pinging.add(ping);
                open.add(client.connect(address, "none", ping));
            }
            long begin = System.nanoTime();
            for (int i = 0; i < SOCKETS; i++) {
                pinging.get(i).begin(open.get(i), begin + duration.toNanos());
            }
            Stage.parkUntil(begin + duration.toNanos());
            return Ceiling.of("bare WebSocket echo, 200 sockets", micros, begin);
        } finally {
            open.forEach(ClientSocket::close);
        }
    }
}
