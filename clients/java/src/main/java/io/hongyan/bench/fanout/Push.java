package io.hongyan.bench.fanout;

import io.hongyan.bench.ceiling.BarePush;
import io.hongyan.bench.load.Figures;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.Received;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Push to many connected members of one group, and after it in the same run a bare loop that writes the same bytes to
/// as many sockets.
public final class Push implements Part {

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofSeconds(5);

    private final int members;
    private final double rate;
    private final Duration duration;
    private final PrintWriter out;

    public Push(int members, double rate, Duration duration, PrintWriter out) {
        this.members = members;
        this.rate = rate;
        this.duration = duration;
        this.out = out;
    }

    /// Ratios are the server's median by the bare loop's: of the time from the first copy to the last, of the time from
    /// when a message was due to its last copy, and of CPU.
    record Result(
            int members,
            int bytes,
            Figures server,
            BarePush.Result bare,
            double spreadRatio,
            double lastRatio,
            double cpuRatio) {}

    /// Keeps the newest pushed entry as it came.
    private static final class Eavesdropper implements SocketListener {

        private final AtomicReference<byte @Nullable []> pushed = new AtomicReference<>();

        @Override
        public void text(byte[] utf8, int offset, int length) throws IOException {
            Received frame = Received.parse(utf8, offset, length);
            if (frame instanceof Received.Entries) {
                pushed.set(Arrays.copyOfRange(utf8, offset, offset + length));
            }
        }

        @Override
        public void received(Received frame) {
            // All there is was taken above.
        }

        @Override
        public void closed(int code, String reason) {
            // Whether it has heard anything is asked later.
        }

        byte[] heard() {
            byte[] entry = pushed.get();
            if (entry == null) {
                throw new ClientFailure("The server has pushed nothing.");
            }
            return entry;
        }
    }

    @Override
    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> people = stage.people(members + 1);
        List<Participant> online = people.subList(0, members);
        stage.connect(online);
        Room room = stage.group(online, people.subList(members, members + 1));
        Eavesdropper eavesdropper = new Eavesdropper();
        stage.sockets().connect(stage.server(), people.get(members).api().token(), eavesdropper);
        stage.measure(new Phase("warm-up", rate, WARM_UP), List.of(room));
        stage.idle(IDLE);
        Figures server = stage.measure(new Phase("push", rate, duration), List.of(room));
        byte[] payload = eavesdropper.heard();
        int messages = (int) Math.max(1, Math.round(rate * duration.toSeconds()));
        stage.progress().begin("bare loop", 1);
        BarePush.Result bare = BarePush.measure(stage.sockets(), payload, members, messages, rate);
        stage.progress().end();
        Result result = new Result(
                members,
                payload.length,
                server,
                bare,
                server.spread().p50() / bare.spread().p50(),
                server.last().p50() / bare.last().p50(),
                cpu(server) / bare.cpuMillisAMessage());
        print(result);
        journal.append("fanout.push", result);
        for (Participant participant : online) {
            participant.disconnect();
        }
    }

    private static double cpu(Figures server) {
        return server.cpuMillisAMessageAboveIdle().getOrDefault("server", Double.NaN);
    }

    private void print(Result result) {
        out.printf(
                "%nPush of %d bytes to %d connected members, %s messages a second, ms%n",
                result.bytes(), result.members(), Report.round(rate));
        out.printf("%-22s %12s %12s %8s%n", "", "server", "bare loop", "ratio");
        row(
                "first to last, p50",
                result.server().spread().p50(),
                result.bare().spread().p50());
        row(
                "first to last, p99",
                result.server().spread().p99(),
                result.bare().spread().p99());
        row(
                "due to last, p50",
                result.server().last().p50(),
                result.bare().last().p50());
        row(
                "due to last, p99",
                result.server().last().p99(),
                result.bare().last().p99());
        row("CPU a message", cpu(result.server()), result.bare().cpuMillisAMessage());
        out.flush();
    }

    private void row(String name, double server, double bare) {
        out.printf("%-22s %12s %12s %8.2f%n", name, Report.round(server), Report.round(bare), server / bare);
    }
}
