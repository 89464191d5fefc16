package io.hongyan.bench.ceiling;

import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Latency;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Received;
import io.hongyan.client.Requests;
import io.hongyan.client.SocketClient;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The same bytes to the same number of sockets from a loop that does nothing else; read as the server's are.
public final class BarePush {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int WARM_UP = 20;
    private static final int PATIENCE_SECONDS = 20;

    private BarePush() {}

    /// `last` is from when a message was due to its last copy, `spread` from its first copy to that.
    public record Result(Latency last, Latency spread, double cpuMillisAMessage, double pushesPerSecond) {}

    /// One message's way to everybody; of the sockets' reading thread, and of who awaits it.
    private static final class Round implements SocketListener {

        private final int sockets;
        private final Semaphore done = new Semaphore(0);
        private int copies;
        private long firstAt;
        private volatile long spread;
        private volatile long lastAt;

        Round(int sockets) {
            this.sockets = sockets;
        }

        @Override
        public void received(Received frame) {
            long now = System.nanoTime();
            if (copies == 0) {
                firstAt = now;
            }
            copies++;
            if (copies == sockets) {
                copies = 0;
                spread = now - firstAt;
                lastAt = now;
                done.release();
            }
        }

        @Override
        public void closed(int code, String reason) {
            // After the last round all are; before it, nobody waits for ever.
        }

        void await() throws InterruptedException {
            if (!done.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ClientFailure("The bare server's bytes don't come.");
            }
        }
    }

    /// Pushes `messages` times `payload` to so many sockets, at a rate of so many a second.
    public static Result measure(SocketClient client, byte[] payload, int sockets, int messages, double rate)
            throws IOException, InterruptedException {
        List<ClientSocket> open = new ArrayList<>();
        Round round = new Round(sockets);
        try (BareProcess server = BareProcess.push(payload)) {
            for (int i = 0; i < sockets; i++) {
                open.add(client.connect(server.address(), "none", round));
            }
            byte[] trigger = Requests.send(1, "bare", "bare-push", "go", List.of());
            for (int i = 0; i < WARM_UP; i++) {
                open.get(0).send(trigger);
                round.await();
            }
            Histogram last = Latency.histogram();
            Histogram spread = Latency.histogram();
            double cpu = server.cpuSeconds();
            long begin = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                long due = begin + Math.round(i * Duration.ofSeconds(1).toNanos() / rate);
                Stage.parkUntil(due);
                open.get(0).send(trigger);
                round.await();
                last.recordValue((round.lastAt - due) / NANOS_PER_MICRO);
                spread.recordValue(round.spread / NANOS_PER_MICRO);
            }
            double used = (server.cpuSeconds() - cpu) * Duration.ofSeconds(1).toMillis();
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            return new Result(
                    Latency.of(last), Latency.of(spread), used / messages, (double) messages * sockets / seconds);
        } finally {
            open.forEach(ClientSocket::close);
        }
    }
}
