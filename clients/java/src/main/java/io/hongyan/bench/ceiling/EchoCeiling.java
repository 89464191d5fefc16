package io.hongyan.bench.ceiling;

import io.hongyan.bench.measure.Latency;
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
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// How many messages go to a bare WebSocket server and back, one at a time on each of many sockets.
final class EchoCeiling {

    private static final int SOCKETS = 200;
    private static final long MAX_MICROS = 60_000_000;
    private static final int MICRO = 1_000;
    private static final byte[] MESSAGE =
            Requests.send(1, "7100000000000000001", "0193-bench-echo", "Did you see the photos from the lake?", List.of());

    private EchoCeiling() {}

    /// Sends the next when the one before is back, for as long as `until` lies ahead.
    private static final class Pinging implements SocketListener {

        private final Histogram micros;
        private final long until;
        private volatile @Nullable ClientSocket socket;
        private volatile long sentAt;

        Pinging(Histogram micros, long until) {
            this.micros = micros;
            this.until = until;
        }

        void send(ClientSocket open) {
            socket = open;
            sentAt = System.nanoTime();
            open.send(MESSAGE);
        }

        @Override
        public void received(Received frame) {
            ClientSocket open = socket;
            long now = System.nanoTime();
            // The echo of its hello comes before it has sent anything.
            if (open != null && sentAt != 0 && now < until) {
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
            long until = System.nanoTime() + duration.toNanos() + Duration.ofSeconds(1).toNanos();
            List<Pinging> pinging = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                Pinging ping = new Pinging(micros, until);
                pinging.add(ping);
                open.add(client.connect(address, "none", ping));
            }
            LockSupport.parkNanos(until - duration.toNanos() - System.nanoTime());
            long begin = System.nanoTime();
            for (int i = 0; i < SOCKETS; i++) {
                pinging.get(i).send(open.get(i));
            }
            LockSupport.parkNanos(until - System.nanoTime());
            return Ceiling.of("bare WebSocket echo, 200 sockets", micros, begin);
        } finally {
            open.forEach(ClientSocket::close);
        }
    }
}
